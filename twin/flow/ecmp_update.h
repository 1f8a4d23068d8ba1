#pragma once

#include "twin/flow/detour_finder.h"
#include "twin/flow/traffic_shift.h"

#include <cstdint>
#include <span>
#include <vector>

namespace twin::flow {

/// Takes arcs out of service in the routing to one destination and recomputes only what that touches. The
/// result is that of routing from scratch, unit for unit. A workspace: one per thread; it allocates only
/// while it grows.
class EcmpUpdate
{
  public:
    /// `failures` is for tracing only and may be null; both must outlive the workspace.
    /// @param outOfService arcs out of service for good: a byte an arc, or empty
    explicit EcmpUpdate(const SweepGraph& graph, std::span<const std::uint8_t> outOfService = {},
                        const FailuresOfArc* failures = nullptr);
    EcmpUpdate(const EcmpUpdate&) = delete;
    EcmpUpdate& operator=(const EcmpUpdate&) = delete;

    /// Starts from this state, which must stay while it is worked on.
    void load(const Destination& destination) { m_cells.load(destination); }

    /// Marks arcs as out of service for all that follows, until restored.
    void fail(std::span<const std::uint32_t> arcs);
    void restore(std::span<const std::uint32_t> arcs);

    /// The plan for `arcs` (already marked) failing in the state loaded: one of `list` that fits, or a new
    /// one, which goes into `store` and, if it may serve again, to the front of `list`. It holds until the
    /// next call with the same store. Cost: O(affected nodes · degree), of a new one O(affected nodes ·
    /// (degree + log affected nodes)).
    const DetourPlan& plan(std::span<const std::uint32_t> arcs, DetourDepth depth, PlanStore& store,
                           PlanList& list);
    /// A new plan, for this state only.
    const DetourPlan& planOnce(std::span<const std::uint32_t> arcs, DetourDepth depth, PlanStore& store);
    /// True if a plan holds for the state loaded; see plan_check.h.
    [[nodiscard]] bool fitsPlan(const PlanStore& store, const DetourPlan& plan) const;

    /// Moves the traffic by a plan that fits, and keeps to it; no loads are asked for.
    void commit(std::span<const std::uint32_t> arcs, const PlanStore& store, const DetourPlan& plan);

    /// Moves the traffic by a plan that fits.
    [[nodiscard]] TrafficShift& traffic() { return m_traffic; }

    [[nodiscard]] const EcmpCells& cells() const { return m_cells; }

  private:
    std::vector<Amount> m_noLoads; ///< by arc, where loads go that nobody asks for
    EcmpCells m_cells;
    DetourFinder m_finder;
    TrafficShift m_traffic;
};

} // namespace twin::flow
