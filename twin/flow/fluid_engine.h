#pragma once

#include "twin/flow/fair_shares.h"
#include "twin/flow/pairing_heap.h"
#include "twin/flow/time_table.h"

#include <cstdint>
#include <span>
#include <vector>

namespace twin::flow {

/// A flow with no end of its own.
inline constexpr double kSteady_bytes = kNoLimit;

/// Flows that send at their fair rates through time, as a fluid: no packets, no delay, rates change only at
/// events. Whoever drives it decides what happens when; the engine says when the next flow will be done.
///
/// All classes a keeper (see Bottlenecks) holds get the same *virtual service*, bits per unit of weight. A
/// flow is done when its class has had `bits / weight` since the flow joined, so a change of rate moves one
/// clock for each keeper, not a finish time for each flow: keepers wait in a heap by the time of their first
/// completion, the classes of a keeper and the flows of a class by virtual service. Service is counted in
/// whole steps (fixed_point.h) and does not drift.
///
/// Times are seconds, at most kLatest_s. Completions closer than 4 units in the last place are one event.
/// Not thread safe; copyable.
class FluidEngine
{
  public:
    static constexpr double kLatest_s = 1e8;

    FluidEngine(std::span<const double> capacity_bps, std::uint32_t priorities, std::size_t flows);

    /// The class to start flows in; see FairShares::classOf.
    std::uint32_t classOf(std::span<const std::uint32_t> path, const FlowTerms& terms)
    {
        return m_shares.classOf(path, terms);
    }

    [[nodiscard]] double now() const { return m_now; }

    /// More numbers for flows, behind those there are.
    void addFlows(std::size_t more);

    // What happens at this moment; update() when all of it has been said.
    /// @param flow  a number below `flows` that is not under way
    /// @param bytes what it has to send, >= 0, or kSteady_bytes
    void start(std::uint32_t flow, std::uint32_t ofClass, double bytes);
    /// Ends a flow before its time.
    void stop(std::uint32_t flow);
    /// Another path or other terms; what has been sent is kept.
    void change(std::uint32_t flow, std::uint32_t toClass);

    void setCapacity(std::uint32_t link, double capacity_bps) { m_shares.setCapacity(link, capacity_bps); }

    /// Fair rates for what is under way now. Cost: FairShares::update, and log(keepers) for each keeper
    /// changed.
    void update();

    /// When the next flow will be done if nothing else happens; infinite when never.
    [[nodiscard]] double nextCompletion() { return m_events.earliest(); }

    /// Moves time forward and takes out the flows that are done then. Precondition: now() <= time <=
    /// nextCompletion(). @return their numbers; valid until the next call
    std::span<const std::uint32_t> advanceTo(double time);

    [[nodiscard]] bool isUnderWay(std::uint32_t flow) const { return m_flows[flow].ofClass != kNone; }

    /// b/s of a flow under way, as of the last update.
    [[nodiscard]] double rate(std::uint32_t flow) const { return m_shares.rate(m_flows[flow].ofClass); }

    /// Bytes sent until now, by a flow that is or was under way.
    [[nodiscard]] double sentBytes(std::uint32_t flow) const;

    [[nodiscard]] const FairShares& shares() const { return m_shares; }

  private:
    static constexpr std::uint32_t kNone = 0xFFFFFFFF;

    /// Virtual service of a keeper: `served` bits per unit of weight at the time `at`, and its rise since.
    /// One line of the cache.
    struct alignas(64) Clock
    {
        Int128 served = 0;
        Int128 next = 0; ///< service at which the first flow is done
        double at = 0;
        double rate = 0;
        std::uint32_t classes = kNone; ///< heap of classes with something to finish
        std::uint32_t place = kNone;   ///< in m_events, while there is something to finish
        bool isTouched = false;
    };

    /// A class has had the service of its keeper's clock plus `offset`; without a keeper, `offset`.
    struct ClassState
    {
        Int128 offset = 0;
        std::uint32_t keeper = kNone;
        std::uint32_t flows = kNone; ///< heap of flows by the service at which they are done
        bool isWaiting = false;      ///< in its keeper's heap
    };

    struct FlowState
    {
        Int128 begun = 0;      ///< service of its class when it joined
        double bytes = 0;      ///< left to send when it joined
        double sentBefore = 0; ///< bytes, in other classes or when it was over
        std::uint32_t ofClass = kNone;
    };

    void catchUp(std::uint32_t keeper);
    [[nodiscard]] Int128 serviceOf(std::uint32_t ofClass);
    void join(std::uint32_t flow, std::uint32_t ofClass);
    void part(std::uint32_t flow);
    void rekey(std::uint32_t ofClass);
    void transfer(std::uint32_t ofClass);
    void setClasses(std::uint32_t keeper, std::uint32_t root);
    void touch(std::uint32_t keeper);
    void finishDue(std::uint32_t keeper);
    [[nodiscard]] bool isDue(const Clock& clock) const;
    [[nodiscard]] double nextOf(const Clock& clock) const;
    [[nodiscard]] double sentInClass(const FlowState& flow, Int128 service) const;

    FairShares m_shares;
    std::vector<Clock> m_clocks;
    std::vector<ClassState> m_classes;
    std::vector<FlowState> m_flows;
    PairingHeaps m_classHeaps;
    PairingHeaps m_flowHeaps;
    TimeTable m_events; ///< of keepers
    std::vector<std::uint32_t> m_touched;
    std::vector<std::uint32_t> m_done;
    double m_now = 0;
};

} // namespace twin::flow
