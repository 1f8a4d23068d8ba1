// What a failure does to the sources that carry no transit.
#include "twin/flow/traffic_shift_steps.h"

namespace twin::flow {

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
                traceHop(arcs[k].head, arcs[k].arc, *work.trace);
            }
        }
        if constexpr (kCommit) {
            uses[k] = isUsed ? 1 : 0;
        }
    }
    if constexpr (kTrace) {
        traceLeaf(index, *work.trace);
    }
    if constexpr (kCommit) {
        leaf.ways = ways;
    }
}

template void TrafficShift::rerouteLeaves<false, false>(Work& work);
template void TrafficShift::rerouteLeaves<false, true>(Work& work);
template void TrafficShift::rerouteLeaves<true, false>(Work& work);

} // namespace twin::flow
