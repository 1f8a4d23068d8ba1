#pragma once

#include "models/planner/plan_scenario.h"
#include "twin/scenario/change_list.h"

#include <QByteArray>

namespace models {

/// What comes of a scenario as files for other programs: the bytes that `suanwangctl scenario run` and
/// `changes` write to `--out` for the same scenario on the same base (docs/scenarios.md).
/// Precondition: there is an outcome.
[[nodiscard]] QByteArray resultsCsv(const PlanScenario& scenario);
[[nodiscard]] QByteArray resultsJson(const PlanScenario& scenario);

[[nodiscard]] QByteArray changesCsv(const twin::scenario::ChangeList& list);
[[nodiscard]] QByteArray changesJson(const PlanScenario& scenario, const twin::scenario::ChangeList& list);

} // namespace models
