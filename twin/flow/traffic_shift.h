#pragma once

#include "twin/flow/detour_plan.h"
#include "twin/flow/ecmp_cells.h"
#include "twin/flow/failure_list.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace twin::flow {

/// What one failure does to the routing towards one destination, so that two failures can be put together
/// without computing them together (FailureTraces).
///
/// Nodes are bits: a core node's number, behind them the leaf sources in their order.
struct UpdateTrace
{
    std::span<std::uint64_t> touched; ///< nodes with traffic whose inflow or arcs in use changed
    std::span<std::uint64_t> decided; ///< nodes, with traffic or not, whose arcs in use changed
    std::span<std::uint64_t> moved;   ///< nodes, with traffic or not, that are now farther
    std::span<std::uint64_t> heads;   ///< where the arcs now in use of decided nodes with traffic lead
    /// Failures, by number, that hold an arc now in use of a decided node, or of one that had no traffic.
    std::span<std::uint64_t> meets;
    std::vector<std::uint32_t>* arcs = nullptr; ///< arcs whose load changed; an arc may appear twice
    std::vector<Amount>* changes = nullptr;     ///< by how much
};

/// Moves the traffic as a plan says: what the changed nodes sent is taken back, sent the new way, and the
/// difference followed until it has arrived or come to nothing. Part of EcmpUpdate.
class TrafficShift
{
  public:
    /// `failures` is for tracing only and may be null.
    TrafficShift(EcmpCells& cells, const FailuresOfArc* failures);

    /// @param loads by arc number; changed
    /// @return the change of what is lost
    Loss probe(std::span<const std::uint32_t> arcs, const PlanStore& store, const DetourPlan& plan,
               Amount* loads);
    Loss probe(std::span<const std::uint32_t> arcs, const PlanStore& store, const DetourPlan& plan,
               Amount* loads, const UpdateTrace& trace);
    /// The cells become what they are after the failure. With a plan of DetourDepth::Traffic that is true of
    /// the nodes with traffic only, which is enough to look at traffic, not to let more fail.
    Loss commit(std::span<const std::uint32_t> arcs, const PlanStore& store, const DetourPlan& plan,
                Amount* loads);

  private:
    struct Work
    {
        const DetourPlan* plan = nullptr;
        std::span<const PlanNode> nodes;
        const PlanHop* hops = nullptr;
        Amount* loads = nullptr;
        const UpdateTrace* trace = nullptr;
        Loss loss;
    };

    template <bool kCommit, bool kTrace> Loss shift(std::span<const std::uint32_t> arcs, Work work);
    template <bool kTrace> void withdraw(Work& work);
    template <bool kCommit, bool kTrace> void passOrphans(Work& work);
    template <bool kCommit, bool kTrace> void passOn(Work& work);
    template <bool kCommit, bool kTrace> void follow(std::uint32_t node, std::uint32_t next, Work& work);
    template <bool kCommit, bool kTrace> void passFork(std::uint32_t node, Amount change, Work& work);
    template <bool kTrace> void passChanged(std::uint32_t node, Amount inflow, Work& work);
    template <bool kTrace> void addLoad(std::uint32_t arc, Amount change, Work& work);
    template <bool kTrace> void push(std::uint32_t head, std::uint32_t arc, Amount change, Work& work);
    void pend(std::uint32_t rank);

    template <bool kCommit, bool kTrace> void rerouteLeaves(Work& work);
    template <bool kCommit, bool kTrace> void rerouteLeaf(std::uint32_t index, Work& work);
    [[nodiscard]] bool isHit(const LeafSource& leaf) const;
    [[nodiscard]] std::int64_t through(const OutArc& arc) const;
    [[nodiscard]] std::int64_t newDistance(const PlanNode& node, const DetourPlan& plan) const;
    void showOrphans(const Work& work);
    void adopt(const Work& work);
    void adoptMask(const PlanNode& node, const Work& work);
    void adoptOrder(const Work& work);

    void traceNode(std::uint32_t node, Amount before, Amount now, const UpdateTrace& trace) const;
    void traceMeets(std::uint32_t arc, const UpdateTrace& trace) const;
    void traceHop(std::uint32_t head, std::uint32_t arc, const UpdateTrace& trace) const;
    void traceLeaf(std::uint32_t index, const UpdateTrace& trace) const;
    void tracePlan(const Work& work) const;
    void traceNewHops(const PlanNode& node, const Work& work) const;

    EcmpCells& m_cells;
    const FailuresOfArc* m_failures;
    /// Ranks still to be passed, descending, behind a stopper. Few at a time: as a rule the stream that ran
    /// dry and the one that swells.
    std::vector<std::uint32_t> m_pending;
    std::size_t m_pendingCount = 0;
    std::vector<Amount> m_inflowAfter;           ///< by node of the plan, while tracing
    std::vector<std::int64_t> m_hiddenDistances; ///< of orphans, while the leaves look
};

} // namespace twin::flow
