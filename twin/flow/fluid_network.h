#pragma once

#include "twin/flow/flow_router.h"
#include "twin/flow/fluid_engine.h"
#include "twin/network/graph.h"

#include <cstdint>
#include <span>
#include <vector>

namespace twin::flow {

/// SteadyState through time: routed flows that begin, send at their fair rates and end, on a network whose
/// arcs come, go and change capacity. Routing hears of a change at once (the phases of recovery are
/// SimulatedNetwork's). Whenever nothing is about to end, its rates and ways are those of SteadyState for the
/// same flows and arcs, rates within 1e-9.
///
/// Whoever drives it says what happens at a moment, calls update(), and asks which of the flows he watches
/// have another rate or way; that costs what changed, however many flows there are. Copyable: a run works on
/// a copy of what runs have in common. The graph must outlive it. Not thread safe.
class FluidNetwork
{
  public:
    /// All arcs up at the graph's capacities, no flow.
    FluidNetwork(const network::Graph& graph, network::PathCost cost, std::uint64_t seed);

    /// Times as FluidEngine has them, seconds.
    [[nodiscard]] double now() const { return m_engine.now(); }

    // What happens at this moment; update() when all of it has been said.
    /// A flow that does not send yet. @param key of the choice among equally short ways (flowKey)
    /// @param isWatched whether changed() names it
    /// @return its number; flows are numbered as they come
    std::uint32_t add(network::NodeIndex src, network::NodeIndex dst, std::uint64_t key,
                      const FlowTerms& terms, bool isWatched);
    /// @param bytes what it has to send, >= 0, or kSteady_bytes
    void start(std::uint32_t flow, double bytes);
    /// Ends it before its time; it may start again.
    void stop(std::uint32_t flow);
    void setTerms(std::uint32_t flow, const FlowTerms& terms);
    /// @param capacity_bps 0: the arc is down
    void setArc(std::uint32_t arc, double capacity_bps);

    /// Routes what is new or concerned, and shares anew. Cost: that of FluidEngine::update; when arcs came or
    /// went, also a walk of all flows under way.
    void update();

    /// When the next flow will be done if nothing else happens; infinite when never.
    [[nodiscard]] double nextCompletion() { return m_engine.nextCompletion(); }

    /// As FluidEngine::advanceTo.
    std::span<const std::uint32_t> advanceTo(double time);

    /// Watched flows that may have another rate or way since the update before the last, each once; valid
    /// until the next update.
    [[nodiscard]] std::span<const std::uint32_t> changed() const { return m_changed; }

    /// Started, and neither done nor stopped; it may have no way.
    [[nodiscard]] bool isUnderWay(std::uint32_t flow) const { return m_flows[flow].isUnderWay; }

    /// b/s; 0 for a flow without a way or not under way.
    [[nodiscard]] double rate(std::uint32_t flow) const
    {
        return m_flows[flow].ofClass == kNone ? 0 : m_engine.rate(flow);
    }

    /// Arcs in order; empty for a flow without a way or not under way.
    [[nodiscard]] std::span<const std::uint32_t> path(std::uint32_t flow) const;

    /// Bytes sent until now.
    [[nodiscard]] double sentBytes(std::uint32_t flow) const;

    [[nodiscard]] double capacity(std::uint32_t arc) const { return m_engine.shares().capacity(arc); }

    [[nodiscard]] double load(std::uint32_t arc) const { return m_engine.shares().load(arc); }

    [[nodiscard]] const network::Graph& graph() const { return *m_graph; }

  private:
    static constexpr std::uint32_t kNone = 0xFFFFFFFF;

    struct Flow
    {
        std::uint32_t src = 0;
        std::uint32_t dst = 0;
        std::uint64_t key = 0;
        FlowTerms terms;
        double bytes = 0;      ///< left when it last got a way, or has to send as it has none
        double sentBefore = 0; ///< before it last got a way
        std::uint32_t ofClass = kNone;
        bool isUnderWay = false;
        bool isWatched = false;
        bool isChanged = false;
        bool isListed = false; ///< in m_byDestination
    };

    /// Watched flows of a class.
    struct ClassWatch
    {
        std::vector<std::uint32_t> flows;
        std::uint32_t keeper = kNone; ///< whose list it stands in
    };

    void route(std::uint32_t flow);
    void enter(std::uint32_t flow, std::uint32_t ofClass);
    void leave(std::uint32_t flow);
    void rerouteConcerned(std::span<const std::uint32_t> cameUp);
    [[nodiscard]] bool isBroken(std::uint32_t flow) const;
    void watchClass(std::uint32_t flow);
    void unwatchClass(std::uint32_t flow);
    void findChanged();
    void follow(std::uint32_t ofClass);
    void markClass(std::uint32_t ofClass);
    void mark(std::uint32_t flow);

    const network::Graph* m_graph;
    FlowRouter m_router;
    FluidEngine m_engine;
    std::vector<Flow> m_flows;
    std::vector<std::uint64_t> m_byDestination; ///< destination, then flow, of those under way and some more
    std::vector<std::uint32_t> m_new;           ///< started since the last update
    std::vector<std::uint32_t> m_cameUp;        ///< arcs, since the last update
    bool m_isAnyDown = false;                   ///< an arc went since the last update
    std::vector<std::uint32_t> m_marked;
    std::vector<std::uint32_t> m_changed;
    std::vector<ClassWatch> m_watches;                       ///< by class
    std::vector<std::vector<std::uint32_t>> m_watchedKeeper; ///< classes with watched flows, by keeper
};

} // namespace twin::flow
