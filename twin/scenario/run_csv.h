#pragma once

#include "twin/scenario/run.h"

#include <string>

namespace twin::scenario {

/// Rows of a run for the table of outcomeCsv, without its head: sums as `run,,what,,value,`, and of every job
/// that went back to a checkpoint, came late or was placed by the run as `run_job,id,what,,value,`.
[[nodiscard]] std::string runCsv(const Run& run);

} // namespace twin::scenario
