// What an update touched, so that two of them can be put together.
#include "twin/flow/traffic_shift.h"

namespace twin::flow {

namespace {

void setBit(std::span<std::uint64_t> words, std::uint32_t bit)
{
    words[bit / kWordBits] |= std::uint64_t{1} << (bit % kWordBits);
}

} // namespace

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

/// An arc that is now in use.
void TrafficShift::traceHop(std::uint32_t head, std::uint32_t arc, const UpdateTrace& trace) const
{
    traceMeets(arc, trace);
    if (head < m_cells.coreCount) {
        setBit(trace.heads, head);
    }
}

void TrafficShift::traceLeaf(std::uint32_t index, const UpdateTrace& trace) const
{
    setBit(trace.touched, m_cells.coreCount + index);
    setBit(trace.decided, m_cells.coreCount + index);
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
        traceHop(hop->head, hop->arc, *work.trace);
    }
}

} // namespace twin::flow
