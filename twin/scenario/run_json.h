#pragma once

#include "twin/scenario/run.h"

#include <nlohmann/json_fwd.hpp>

namespace twin::scenario {

/// `run` (sums, counts), `event_counts`, `events`, `run_jobs` (to which something
/// happened), `run_flows_late`, `run_tenants`, `run_enterprises` and `run_hash` into an answer
/// (docs/scenarios.md).
void describeRun(nlohmann::ordered_json& answer, const Run& run);

} // namespace twin::scenario
