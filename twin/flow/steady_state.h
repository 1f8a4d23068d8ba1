#pragma once

#include "twin/flow/fair_shares.h"
#include "twin/flow/flow_file.h"
#include "twin/flow/flow_router.h"
#include "twin/network/graph.h"

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace twin::flow {

/// What a network carries when nothing moves: routed flows at their fair rates. An edit (a cut, a repair, a
/// new link, another capacity, a flow more or less) gives the new steady state at the cost of what it
/// changes.
///
/// A state depends only on the network and the flows as they are, not on the edits that led there (rates
/// within 1e-9): routed flows take the way FlowRouter gives them, others keep theirs. A flow without a way
/// has rate 0. Copyable: a what-if works on a copy and is thrown away. The graph must outlive it. Not thread
/// safe; any number of copies may work at once.
class SteadyState
{
  public:
    static constexpr std::uint32_t kMostNewLinks = 64;

    /// All arcs up at the graph's capacities. `bytes` and `start_s` of the flows do not matter.
    /// Cost: as update() for all flows.
    SteadyState(const network::Graph& graph, std::span<const FlowRequest> flows,
                network::PathCost cost = network::PathCost::Delay, std::uint64_t seed = 1,
                std::uint32_t priorities = 1);

    /// Other flows on the network of `known`: one of the same ends and identifier as one of its flows takes
    /// that one's way instead of looking for it. The same to the bit as a new one of these flows.
    /// Precondition: nothing has been edited in `known` since it was made.
    SteadyState(const SteadyState& known, std::span<const FlowRequest> flows);

    // Edits; they take effect with update(). Failures count: what two of them take down, two must bring up.
    void fail(registry::ConduitIndex conduit) { changeArcs(m_graph->arcsOf(conduit), 1); }

    void restore(registry::ConduitIndex conduit) { changeArcs(m_graph->arcsOf(conduit), -1); }

    void failArcs(std::span<const std::uint32_t> arcs) { changeArcs(arcs, 1); }

    void restoreArcs(std::span<const std::uint32_t> arcs) { changeArcs(arcs, -1); }

    void setCapacity(std::uint32_t arc, double capacity_bps);
    /// Two arcs between two nodes; `cost` in the unit of the path cost, > 0. @return their numbers, a to b
    /// first Precondition: fewer than kMostNewLinks so far.
    std::pair<std::uint32_t, std::uint32_t> addLink(network::NodeIndex a, network::NodeIndex b,
                                                    double capacity_bps, std::int64_t cost);
    /// @return its number; flows are numbered as they were given
    std::uint32_t addFlow(const FlowRequest& flow);
    void removeFlow(std::uint32_t flow);

    /// Routes what the edits concern and shares anew. Cost: O(links of all paths) to look for broken ones,
    /// the new distances and paths of the flows concerned, and FairShares::update.
    void update();

    [[nodiscard]] std::uint32_t flowCount() const { return static_cast<std::uint32_t>(m_flows.size()); }

    /// b/s; 0 for a flow without a way or removed.
    [[nodiscard]] double rate(std::uint32_t flow) const;

    /// Arcs in order; empty for a flow without a way or removed.
    [[nodiscard]] std::span<const std::uint32_t> path(std::uint32_t flow) const;

    /// The full link that holds a flow back; none at its cap or without a way.
    [[nodiscard]] network::ArcIndex bottleneck(std::uint32_t flow) const;

    [[nodiscard]] std::uint32_t arcCount() const { return m_router.arcCount(); }

    [[nodiscard]] double capacity(std::uint32_t arc) const
    {
        return m_down[arc] > 0 ? 0 : m_capacity_bps[arc];
    }

    [[nodiscard]] double load(std::uint32_t arc) const { return m_shares.load(arc); }

    /// Flows the last update gave another path.
    [[nodiscard]] std::uint32_t reroutes() const { return m_lastReroutes; }

    [[nodiscard]] const FairShares& shares() const { return m_shares; }

  private:
    static constexpr std::uint32_t kNone = 0xFFFFFFFF;

    struct Flow
    {
        std::uint32_t src = 0;
        std::uint32_t dst = 0;
        std::uint64_t key = 0;
        FlowTerms terms;
        std::uint32_t ofClass = kNone;
        bool isRouted = true;
        bool isGone = false;
    };

    void changeArcs(std::span<const std::uint32_t> arcs, int by);
    void enter(std::uint32_t flow, std::uint32_t ofClass);
    void route(std::uint32_t flow);
    void applyArcs(std::vector<std::uint32_t>& cameUp);
    [[nodiscard]] bool isBroken(const Flow& flow) const;
    void sortByDestination();

    const network::Graph* m_graph;
    FlowRouter m_router;
    FairShares m_shares;
    std::vector<double> m_capacity_bps; ///< by arc, those to come too
    std::vector<std::int32_t> m_down;   ///< by arc, failures
    std::vector<Flow> m_flows;
    std::vector<std::uint32_t> m_byDestination; ///< routed flows
    std::vector<std::uint32_t> m_touched;       ///< arcs edits concern
    std::uint32_t m_reroutes = 0;               ///< since the last update
    std::uint32_t m_lastReroutes = 0;
};

} // namespace twin::flow
