#include "twin/flow/plan_check.h"

#include <algorithm>

namespace twin::flow {

namespace {

bool masksFit(const EcmpCells& cells, const PlanStore& store, const DetourPlan& plan)
{
    const MaskCheck* check = store.masks.data() + plan.masks.first;
    for (const MaskCheck* end = check + plan.masks.count; check != end; ++check) {
        if ((cells.cells[check->node].state.mask & check->bits) != check->expected) {
            return false;
        }
    }
    return true;
}

bool distancesFit(const EcmpCells& cells, const PlanStore& store, const DetourPlan& plan)
{
    const std::int64_t reference = plan.hasReference ? cells.cells[plan.reference].state.distance : 0;
    if (reference >= kFar) {
        return false; // the way out that everything counts from is gone
    }
    const ArcCheck* check = store.arcs.data() + plan.tight.first;
    for (const ArcCheck* end = check + plan.tight.count; check != end; ++check) {
        if (cells.cells[check->head].state.distance + check->slack != reference ||
            cells.failed[check->arc] != 0) {
            return false;
        }
    }
    check = store.arcs.data() + plan.loose.first;
    for (const ArcCheck* end = check + plan.loose.count; check != end; ++check) {
        if (cells.cells[check->head].state.distance + check->slack <= reference) {
            return false;
        }
    }
    return true;
}

bool headsFit(const EcmpCells& cells, const PlanStore& store, const DetourPlan& plan)
{
    const std::uint32_t* blocked = store.heads.data() + plan.blocked.first;
    for (const std::uint32_t* end = blocked + plan.blocked.count; blocked != end; ++blocked) {
        if (cells.cells[*blocked].state.distance < kFar) {
            return false;
        }
    }
    const std::span<const std::uint32_t> idle(store.heads.data() + plan.idle.first, plan.idle.count);
    for (const std::uint32_t node : idle) {
        if (cells.cells[node].state.inflow != 0) {
            return false;
        }
    }
    return idle.empty() || std::ranges::none_of(cells.leaves, [&](const LeafSource& leaf) {
               return std::ranges::any_of(cells.graph->out(leaf.leaf), [&](const OutArc& arc) {
                   return std::ranges::find(idle, arc.head) != idle.end();
               });
           });
}

/// The ways among the orphans are in service still.
bool innerHopsFit(const EcmpCells& cells, const PlanStore& store, const DetourPlan& plan)
{
    for (const PlanNode& node : store.nodesOf(plan).first(plan.orphans)) {
        for (const PlanHop& hop : store.newHops(node).first(node.newInner)) {
            if (cells.failed[hop.arc] != 0) {
                return false;
            }
        }
    }
    return true;
}

/// A leaf's own arcs are not in the plan, so they must not play a part.
bool rootFits(const EcmpCells& cells, const PlanStore& store, const DetourPlan& plan)
{
    const std::span<const MaskCheck> checks(store.masks.data() + plan.masks.first, plan.masks.count);
    return std::ranges::none_of(cells.rootArcs(), [&](const InArc& last) {
        return cells.failed[last.arc] != 0 || std::ranges::any_of(checks, [&](const MaskCheck& check) {
                   return check.node == last.tail && check.bits == ~std::uint64_t{0};
               });
    });
}

} // namespace

bool fits(const EcmpCells& cells, const PlanStore& store, const DetourPlan& plan)
{
    return masksFit(cells, store, plan) && distancesFit(cells, store, plan) && headsFit(cells, store, plan) &&
           innerHopsFit(cells, store, plan) && (!cells.hasLeafRoot() || rootFits(cells, store, plan));
}

} // namespace twin::flow
