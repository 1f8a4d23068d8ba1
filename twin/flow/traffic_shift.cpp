#include "twin/flow/traffic_shift_steps.h"

#include <algorithm>
#include <bit>

namespace twin::flow {

namespace {

constexpr bool isSingle(std::uint64_t bits)
{
    return bits != 0 && (bits & (bits - 1)) == 0;
}

} // namespace

TrafficShift::TrafficShift(EcmpCells& cells, const FailuresOfArc* failures)
    : m_cells(cells)
    , m_failures(failures)
    , m_pending(cells.coreCount + 2, kNone)
{}

Loss TrafficShift::probe(std::span<const std::uint32_t> arcs, const PlanStore& store, const DetourPlan& plan,
                         Amount* loads)
{
    return shift<false, false>(arcs, {&plan, store.nodesOf(plan), store.hops.data(), loads, nullptr, {}});
}

Loss TrafficShift::probe(std::span<const std::uint32_t> arcs, const PlanStore& store, const DetourPlan& plan,
                         Amount* loads, const UpdateTrace& trace)
{
    return shift<false, true>(arcs, {&plan, store.nodesOf(plan), store.hops.data(), loads, &trace, {}});
}

Loss TrafficShift::commit(std::span<const std::uint32_t> arcs, const PlanStore& store, const DetourPlan& plan,
                          Amount* loads)
{
    return shift<true, false>(arcs, {&plan, store.nodesOf(plan), store.hops.data(), loads, nullptr, {}});
}

template <bool kCommit, bool kTrace> Loss TrafficShift::shift(std::span<const std::uint32_t> arcs, Work work)
{
    if (!m_cells.leaves.empty()) {
        const auto isOfLeaf = [this](std::uint32_t arc) {
            return m_cells.graph->place(arc).tail >= m_cells.coreCount;
        };
        if (work.plan->orphans > 0 || std::ranges::any_of(arcs, isOfLeaf)) {
            rerouteLeaves<kCommit, kTrace>(work);
        }
    }
    withdraw<kTrace>(work);
    passOrphans<kCommit, kTrace>(work);
    passOn<kCommit, kTrace>(work);
    if constexpr (kTrace) {
        tracePlan(work);
    }
    if constexpr (kCommit) {
        adopt(work);
    }
    return work.loss;
}

/// Sends a change over an arc to a node that is no orphan.
template <bool kTrace>
inline void TrafficShift::push(std::uint32_t head, std::uint32_t arc, Amount change, Work& work)
{
    addLoad<kTrace>(arc, change, work);
    if (head < m_cells.coreCount) {
        EcmpCell& cell = m_cells.cells[head];
        cell.change += change;
        pend(cell.state.rank);
    }
}

/// Takes back what the changed nodes sent on.
template <bool kTrace> void TrafficShift::withdraw(Work& work)
{
    for (const PlanNode& node : work.nodes) {
        const Amount inflow = m_cells.cells[node.node].state.inflow;
        if (inflow == 0) {
            continue;
        }
        const Amount part = partOf(inflow, node.oldInner + node.oldOuter);
        const PlanHop* hop = work.hops + node.firstHop;
        for (const PlanHop* end = hop + node.oldInner; hop != end; ++hop) {
            addLoad<kTrace>(hop->arc, -part, work);
            m_cells.cells[hop->head].change -= part;
        }
        for (const PlanHop* end = hop + node.oldOuter; hop != end; ++hop) {
            push<kTrace>(hop->head, hop->arc, -part, work);
        }
    }
}

/// Sends on what arrives at the orphans, in the order of the new way; the other changed nodes wait for their
/// turn.
template <bool kCommit, bool kTrace> void TrafficShift::passOrphans(Work& work)
{
    if constexpr (kTrace) {
        m_inflowAfter.clear();
    }
    for (const PlanNode& node : work.nodes.first(work.plan->orphans)) {
        EcmpCell& cell = m_cells.cells[node.node];
        const Amount now = cell.state.inflow + cell.change;
        if constexpr (kCommit) {
            cell.state.inflow = now;
        }
        if constexpr (kTrace) {
            m_inflowAfter.push_back(now);
        }
        cell.change = 0;
        const unsigned ways = node.newInner + node.newOuter;
        if (now == 0) {
            continue;
        }
        if (ways == 0) {
            work.loss += {now, 1};
            continue;
        }
        const Amount part = partOf(now, ways);
        const PlanHop* hop = work.hops + node.firstHop + node.oldInner + node.oldOuter;
        for (const PlanHop* end = hop + node.newInner; hop != end; ++hop) {
            addLoad<kTrace>(hop->arc, part, work);
            m_cells.cells[hop->head].change += part;
        }
        for (const PlanHop* end = hop + node.newOuter; hop != end; ++hop) {
            push<kTrace>(hop->head, hop->arc, part, work);
        }
    }
    for (const PlanNode& node : work.nodes.subspan(work.plan->orphans)) {
        NodeState& state = m_cells.cells[node.node].state;
        state.flags |= kChangedNode;
        pend(state.rank);
    }
    if constexpr (kTrace) {
        m_inflowAfter.resize(work.nodes.size(), 0);
    }
}

/// Sends on the changes at all other nodes, farthest first.
template <bool kCommit, bool kTrace> void TrafficShift::passOn(Work& work)
{
    while (m_pendingCount > 0) {
        const std::uint32_t rank = m_pending[m_pendingCount--];
        follow<kCommit, kTrace>(m_cells.order[rank], m_pending[m_pendingCount], work);
    }
}

/// Passes on the change at `node`, and walks on as long as the way does not fork and the next node comes
/// before rank `next`, the first that is pending.
template <bool kCommit, bool kTrace>
inline void TrafficShift::follow(std::uint32_t node, std::uint32_t next, Work& work)
{
    const Amount change = m_cells.cells[node].change;
    m_cells.cells[node].change = 0;
    while (true) {
        EcmpCell& cell = m_cells.cells[node];
        const std::uint64_t mask = cell.state.mask;
        const auto k = static_cast<std::uint32_t>(std::countr_zero(mask | (std::uint64_t{1} << 63U)));
        if (!isSingle(mask) || k >= cell.outCount || (cell.state.flags & kChangedNode) != 0) {
            passFork<kCommit, kTrace>(node, change, work);
            return;
        }
        if (change == 0) {
            return;
        }
        if constexpr (kTrace) {
            traceNode(node, cell.state.inflow, cell.state.inflow + change, *work.trace);
        }
        if constexpr (kCommit) {
            cell.state.inflow += change;
        }
        const OutArc& arc = m_cells.out[cell.firstOut + k];
        addLoad<kTrace>(arc.arc, change, work);
        EcmpCell& head = m_cells.cells[arc.head];
        if (head.state.rank >= next) {
            head.change += change;
            pend(head.state.rank);
            return;
        }
        node = arc.head;
    }
}

/// The same where the way forks, ends, or is a new one.
template <bool kCommit, bool kTrace>
void TrafficShift::passFork(std::uint32_t node, Amount change, Work& work)
{
    NodeState& state = m_cells.cells[node].state;
    const Amount before = state.inflow;
    const Amount now = before + change;
    if constexpr (kCommit) {
        state.inflow = now;
    }
    if constexpr (kTrace) {
        if (change != 0) {
            traceNode(node, before, now, *work.trace);
        }
    }
    if ((state.flags & kChangedNode) != 0) {
        state.flags &= ~kChangedNode;
        passChanged<kTrace>(node, now, work);
        return;
    }
    if (change == 0) {
        return;
    }
    const std::uint64_t* mask = m_cells.maskOf(node);
    unsigned ways = 0;
    m_cells.forEachUsed(node, mask, [&](std::uint32_t, std::uint32_t) { ++ways; });
    const Amount more = ways == 0 ? 0 : partOf(now, ways) - partOf(before, ways);
    if (more != 0) {
        m_cells.forEachUsed(
            node, mask, [&](std::uint32_t head, std::uint32_t arc) { push<kTrace>(head, arc, more, work); });
    }
}

/// A node that lost some of its arcs sends all it has over those that are left.
template <bool kTrace> void TrafficShift::passChanged(std::uint32_t node, Amount inflow, Work& work)
{
    const PlanNode* plan = work.nodes.data() + work.plan->orphans;
    while (plan->node != node) {
        ++plan;
    }
    if constexpr (kTrace) {
        m_inflowAfter[static_cast<std::size_t>(plan - work.nodes.data())] = inflow;
    }
    if (inflow == 0) {
        return;
    }
    const Amount part = partOf(inflow, plan->newOuter); // those to orphans are gone
    const PlanHop* hop = work.hops + plan->firstHop + plan->oldInner + plan->oldOuter;
    for (const PlanHop* end = hop + plan->newOuter; hop != end; ++hop) {
        push<kTrace>(hop->head, hop->arc, part, work);
    }
}

} // namespace twin::flow
