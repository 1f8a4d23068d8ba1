#include "twin/flow/traffic_shift.h"

#include <algorithm>
#include <bit>

namespace twin::flow {

namespace {

void setBit(std::span<std::uint64_t> words, std::uint32_t bit)
{
    words[bit / kWordBits] |= std::uint64_t{1} << (bit % kWordBits);
}

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

inline void TrafficShift::pend(std::uint32_t rank)
{
    std::uint32_t* const last = m_pending.data() + m_pendingCount;
    std::uint32_t* at = last;
    while (*at < rank) {
        at[1] = at[0];
        --at;
    }
    if (*at != rank) {
        at[1] = rank;
        ++m_pendingCount;
        return;
    }
    for (; at != last; ++at) { // it was there: back again
        at[1] = at[2];
    }
}

template <bool kTrace> inline void TrafficShift::addLoad(std::uint32_t arc, Amount change, Work& work)
{
    work.loads[arc] += change;
    if constexpr (kTrace) {
        work.trace->arcs->push_back(arc);
        work.trace->changes->push_back(change);
    }
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

bool TrafficShift::isHit(const LeafSource& leaf) const
{
    const auto arcs = m_cells.graph->out(leaf.leaf);
    const std::uint8_t* uses = m_cells.leafUses.data() + leaf.firstFlag;
    for (std::size_t k = 0; k < arcs.size(); ++k) {
        if (uses[k] != 0 && (m_cells.failed[arcs[k].arc] != 0 || m_cells.isOrphan(arcs[k].head))) {
            return true;
        }
    }
    return false;
}

std::int64_t TrafficShift::through(const OutArc& arc) const
{
    return m_cells.failed[arc.arc] != 0 ? kFar : m_cells.cells[arc.head].state.distance + arc.cost;
}

template <bool kCommit, bool kTrace> void TrafficShift::rerouteLeaves(Work& work)
{
    showOrphans(work);
    for (std::uint32_t i = 0; i < m_cells.leaves.size(); ++i) {
        if (isHit(m_cells.leaves[i])) {
            rerouteLeaf<kCommit, kTrace>(i, work);
        }
    }
    for (std::size_t i = 0; i < work.plan->orphans; ++i) {
        NodeState& state = m_cells.cells[work.nodes[i].node].state;
        state.distance = m_hiddenDistances[i];
        state.flags &= ~kOrphanNode;
    }
}

std::int64_t TrafficShift::newDistance(const PlanNode& node, const DetourPlan& plan) const
{
    const std::int64_t reference = plan.hasReference ? m_cells.cells[plan.reference].state.distance : 0;
    return node.relative == kFar ? kFar : reference + node.relative;
}

/// Lets the leaves see the orphans where the plan puts them.
void TrafficShift::showOrphans(const Work& work)
{
    m_hiddenDistances.clear();
    for (const PlanNode& node : work.nodes.first(work.plan->orphans)) {
        NodeState& state = m_cells.cells[node.node].state;
        m_hiddenDistances.push_back(state.distance);
        state.distance = newDistance(node, *work.plan);
        state.flags |= kOrphanNode;
    }
}

template <bool kCommit, bool kTrace> void TrafficShift::rerouteLeaf(std::uint32_t index, Work& work)
{
    LeafSource& leaf = m_cells.leaves[index];
    std::uint8_t* uses = m_cells.leafUses.data() + leaf.firstFlag;
    const auto arcs = m_cells.graph->out(leaf.leaf);
    std::int64_t distance = kFar;
    unsigned ways = 0;
    for (const OutArc& arc : arcs) {
        if (through(arc) < distance) {
            distance = through(arc);
            ways = 0;
        }
        ways += distance < kFar && through(arc) == distance ? 1 : 0;
    }
    if (ways == 0) {
        work.loss += {leaf.amount, 1};
    }
    const Amount before = partOf(leaf.amount, leaf.ways);
    const Amount now = ways == 0 ? 0 : partOf(leaf.amount, ways);
    for (std::size_t k = 0; k < arcs.size(); ++k) {
        const bool isUsed = ways > 0 && through(arcs[k]) == distance;
        const Amount change = (isUsed ? now : 0) - (uses[k] != 0 ? before : 0);
        if (change != 0) {
            addLoad<kTrace>(arcs[k].arc, change, work);
            EcmpCell& head = m_cells.cells[arcs[k].head];
            head.change += change;
            if ((head.state.flags & kOrphanNode) == 0) {
                pend(head.state.rank);
            }
        }
        if constexpr (kTrace) {
            if (isUsed) {
                setBit(work.trace->heads, arcs[k].head);
                traceMeets(arcs[k].arc, *work.trace);
            }
        }
        if constexpr (kCommit) {
            uses[k] = isUsed ? 1 : 0;
        }
    }
    if constexpr (kTrace) {
        setBit(work.trace->touched, m_cells.coreCount + index);
        setBit(work.trace->decided, m_cells.coreCount + index);
    }
    if constexpr (kCommit) {
        leaf.ways = ways;
    }
}

void TrafficShift::traceNode(std::uint32_t node, Amount before, Amount now, const UpdateTrace& trace) const
{
    setBit(trace.touched, node);
    if (before == 0 && now > 0) {
        m_cells.forEachUsed(node, m_cells.maskOf(node),
                            [&](std::uint32_t, std::uint32_t arc) { traceMeets(arc, trace); });
    }
}

void TrafficShift::traceMeets(std::uint32_t arc, const UpdateTrace& trace) const
{
    for (std::uint32_t i = m_failures->first[arc]; i < m_failures->first[arc + 1]; ++i) {
        setBit(trace.meets, m_failures->failures[i]);
    }
}

void TrafficShift::tracePlan(const Work& work) const
{
    for (std::size_t i = 0; i < work.nodes.size(); ++i) {
        const PlanNode& node = work.nodes[i];
        setBit(work.trace->decided, node.node);
        if (i < work.plan->orphans) {
            setBit(work.trace->moved, node.node);
        }
        if (m_inflowAfter[i] > 0 || m_cells.cells[node.node].state.inflow > 0) {
            setBit(work.trace->touched, node.node);
        }
        if (m_inflowAfter[i] > 0) {
            traceNewHops(node, work);
        }
    }
}

void TrafficShift::traceNewHops(const PlanNode& node, const Work& work) const
{
    const PlanHop* hop = work.hops + node.firstHop + node.oldInner + node.oldOuter;
    for (const PlanHop* end = hop + node.newInner + node.newOuter; hop != end; ++hop) {
        traceMeets(hop->arc, *work.trace);
        if (hop->head < m_cells.coreCount) {
            setBit(work.trace->heads, hop->head);
        }
    }
}

/// Makes the plan's way the cells'.
void TrafficShift::adopt(const Work& work)
{
    for (const PlanNode& node : work.nodes.first(work.plan->orphans)) {
        m_cells.cells[node.node].state.distance = newDistance(node, *work.plan);
        m_cells.cells[node.node].state.flags |= kOrphanNode;
    }
    for (const PlanNode& node : work.nodes) {
        adoptMask(node, work);
    }
    if (work.plan->orphans > 0) {
        adoptOrder(work);
    }
}

void TrafficShift::adoptMask(const PlanNode& node, const Work& work)
{
    if (!m_cells.hasFlag(node.node, kWideNode)) {
        m_cells.cells[node.node].state.mask = node.newMask;
        return;
    }
    std::uint64_t* mask = m_cells.maskOf(node.node);
    std::fill_n(mask, m_cells.graph->arcsOf(node.node).wordCount, 0);
    const PlanHop* hop = work.hops + node.firstHop + node.oldInner + node.oldOuter;
    for (const PlanHop* end = hop + node.newInner + node.newOuter; hop != end; ++hop) {
        const std::uint32_t bit = m_cells.graph->place(hop->arc).bit;
        mask[bit / kWordBits] |= std::uint64_t{1} << (bit % kWordBits);
    }
}

/// Puts the orphans at their new places in the order.
void TrafficShift::adoptOrder(const Work& work)
{
    std::vector<std::uint32_t>& order = m_cells.ownOrder;
    if (m_cells.order != order.data()) {
        order.assign(m_cells.order, m_cells.order + m_cells.coreCount);
        m_cells.order = order.data();
    }
    const auto kept =
        std::ranges::remove_if(order, [this](std::uint32_t node) { return m_cells.isOrphan(node); });
    auto from = static_cast<std::size_t>(kept.begin() - order.begin());
    std::size_t to = order.size();
    for (std::size_t i = work.plan->orphans; i-- > 0;) { // nearest first: the order is filled from its end
        NodeState& orphan = m_cells.cells[work.nodes[i].node].state;
        while (from > 0 && m_cells.cells[order[from - 1]].state.distance < orphan.distance) {
            order[--to] = order[--from];
        }
        order[--to] = work.nodes[i].node;
        orphan.flags &= ~kOrphanNode;
    }
    for (std::uint32_t i = 0; i < m_cells.coreCount; ++i) {
        m_cells.cells[order[i]].state.rank = i;
    }
}

} // namespace twin::flow
