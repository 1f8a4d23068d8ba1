#pragma once

#include "models/language/language.h"
#include "models/placement/gantt_model.h"
#include "models/placement/placement_outcome.h"
#include "twin/state/snapshot.h"

namespace models {

/// Shows a plan: pools that get jobs, in order of their names. Bars select their pool: the jobs are a plan's.
void showPlan(GanttModel& gantt, const PlacementOutcome& outcome, const Language& language);

/// Shows the jobs that hold cards now, by the pools that hold them, from their start to their expected end.
void showJobs(GanttModel& gantt, const twin::state::Snapshot& snapshot, const Language& language);

} // namespace models
