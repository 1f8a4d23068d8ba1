#pragma once

#include "models/planner/plan_rows.h"
#include "models/planner/styled_names.h"

#include <vector>

/// What a scenario asks of people, for those who look for the things in their own books.
namespace models {

/// As CommandWords::sentence, what it is about called in that style.
[[nodiscard]] QString sentenceIn(NameStyle style, const twin::scenario::Command& command,
                                 const PlanNames& names);

/// As changeRows, what the steps are about by its identifier.
[[nodiscard]] PlanRows exactChangeRows(const ChangeListPtr& list,
                                       const std::vector<twin::scenario::Command>& commands,
                                       twin::TimeNs begin, const PlanNames& names);

/// The commands that are no steps of the list.
/// @param commands of the scenario the list is of
[[nodiscard]] std::vector<twin::scenario::Command>
assumedCommands(const twin::scenario::ChangeList& list, const std::vector<twin::scenario::Command>& commands);

} // namespace models
