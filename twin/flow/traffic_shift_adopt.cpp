// The plan's way becomes the cells'.
#include "twin/flow/traffic_shift.h"

#include <algorithm>

namespace twin::flow {

std::int64_t TrafficShift::newDistance(const PlanNode& node, const DetourPlan& plan) const
{
    const std::int64_t reference = plan.hasReference ? m_cells.cells[plan.reference].state.distance : 0;
    return node.relative == kFar ? kFar : reference + node.relative;
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
