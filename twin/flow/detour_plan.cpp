#include "twin/flow/detour_plan.h"

namespace twin::flow {

void PlanStore::clear()
{
    plans.clear();
    nodes.clear();
    hops.clear();
    masks.clear();
    arcs.clear();
    heads.clear();
}

void PlanStore::dropLast()
{
    const DetourPlan& plan = plans.back();
    if (plan.nodes.count > 0) {
        hops.resize(nodes[plan.nodes.first].firstHop);
    }
    nodes.resize(plan.nodes.first);
    masks.resize(plan.masks.first);
    arcs.resize(plan.tight.first); // `loose` follows `tight`, `idle` follows `blocked`
    heads.resize(plan.blocked.first);
    plans.pop_back();
}

void PlanList::clear()
{
    plans.clear();
    found = 0;
    missed = 0;
}

} // namespace twin::flow
