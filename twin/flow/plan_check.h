#pragma once

#include "twin/flow/detour_plan.h"
#include "twin/flow/ecmp_cells.h"

namespace twin::flow {

/// True if what the plan says holds for the cells as well: same orphans, same ways. The plan was made with
/// the same failure marked, and with nothing else that is not marked now. Cost: O(nodes and arcs the plan
/// looks at); most misfits show at once.
[[nodiscard]] bool fits(const EcmpCells& cells, const PlanStore& store, const DetourPlan& plan);

} // namespace twin::flow
