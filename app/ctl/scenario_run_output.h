#pragma once

#include "twin/scenario/failure_days.h"
#include "twin/scenario/run.h"

#include <nlohmann/json_fwd.hpp>

/// Answers of `scenario run --events` and `scenario days` as JSON (docs/scenarios.md).
namespace app::ctl {

/// `run` (sums, counts), `event_counts`, `events`, `run_jobs` (to which something
/// happened), `run_flows_late` and `run_hash` into an answer.
void describeRun(nlohmann::ordered_json& answer, const twin::scenario::Run& run);
/// Availabilities, and what the network can use.
void describeDays(nlohmann::ordered_json& answer, const twin::scenario::FailureDays& days);

} // namespace app::ctl
