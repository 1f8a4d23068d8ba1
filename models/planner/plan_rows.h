#pragma once

#include "models/planner/plan_names.h"
#include "models/planner/plan_result.h"
#include "models/planner/plan_table.h"
#include "twin/scenario/change_list.h"
#include "twin/scenario/figures.h"
#include "twin/scenario/run.h"

#include <memory>
#include <vector>

/// What comes of a scenario as rows of tables: the columns of each, and its rows.
namespace models {

using OutcomePtr = std::shared_ptr<const twin::scenario::Outcome>;

[[nodiscard]] std::vector<PlanColumn> summaryColumns();
/// Every figure before, after, and by how much it differs.
[[nodiscard]] PlanRows summaryRows(const PlanResult& result, const PlanNames& names);

[[nodiscard]] std::vector<PlanColumn> linkColumns();
[[nodiscard]] PlanRows linkRows(const OutcomePtr& outcome, const PlanNames& names);
[[nodiscard]] std::vector<PlanColumn> poolColumns();
[[nodiscard]] PlanRows poolRows(const OutcomePtr& outcome, const PlanNames& names);
/// Background demands too.
[[nodiscard]] std::vector<PlanColumn> flowColumns();
[[nodiscard]] PlanRows flowRows(const OutcomePtr& outcome, const PlanNames& names);
[[nodiscard]] std::vector<PlanColumn> jobColumns();
[[nodiscard]] PlanRows jobRows(const OutcomePtr& outcome, const PlanNames& names);

[[nodiscard]] std::vector<PlanColumn> rollupColumns();
[[nodiscard]] PlanRows tenantRows(const PlanResult& result, const PlanNames& names);
[[nodiscard]] PlanRows enterpriseRows(const PlanResult& result, const PlanNames& names);

[[nodiscard]] std::vector<PlanColumn> n1Columns();
/// Every cut of a conduit, the worst first; of those not computed, how bad they can be at most.
[[nodiscard]] PlanRows n1Rows(const PlanResult& result, const PlanNames& names);

[[nodiscard]] std::vector<PlanColumn> workColumns();
[[nodiscard]] PlanRows workRows(const PlanResult& result, const PlanNames& names);

using ChangeListPtr = std::shared_ptr<const twin::scenario::ChangeList>;

[[nodiscard]] std::vector<PlanColumn> changeColumns();
/// @param commands of the scenario the list is of
[[nodiscard]] PlanRows changeRows(const ChangeListPtr& list, std::vector<twin::scenario::Command> commands,
                                  twin::TimeNs begin, const PlanNames& names);

/// What holds of the list as a whole: of its steps, of the network before the first, of what is assumed.
[[nodiscard]] QString changesHeadline(const twin::scenario::ChangeList& list, const PlanNames& names);

using RunPtr = std::shared_ptr<const twin::scenario::Run>;

[[nodiscard]] std::vector<PlanColumn> courseColumns();
/// The events of a run, with what each came of.
/// @param commands of the scenario that was run
[[nodiscard]] PlanRows courseRows(const RunPtr& run, std::vector<twin::scenario::Command> commands,
                                  const PlanNames& names);
/// What a run comes to, in a line.
[[nodiscard]] QString courseHeadline(const twin::scenario::Run& run, const QLocale& locale);

/// A figure as a cell.
[[nodiscard]] PlanCell figureCell(const twin::scenario::Figure& figure, const PlanNames& names);

} // namespace models
