#pragma once

#include "models/planner/plan_scenario.h"
#include "twin/scenario/change_list.h"

#include <QByteArray>

namespace views {

/// What comes of a scenario as files for other programs: the fields of the command line (docs/scenarios.md).
/// Precondition: there is an outcome.
[[nodiscard]] QByteArray resultsCsv(const models::PlanScenario& scenario);
[[nodiscard]] QByteArray resultsJson(const models::PlanScenario& scenario);

[[nodiscard]] QByteArray changesCsv(const twin::scenario::ChangeList& list);
[[nodiscard]] QByteArray changesJsonText(const models::PlanScenario& scenario,
                                         const twin::scenario::ChangeList& list);

} // namespace views
