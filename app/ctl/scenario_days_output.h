#pragma once

#include "twin/scenario/failure_days.h"

#include <nlohmann/json_fwd.hpp>

/// The answer of `scenario days` as JSON (docs/scenarios.md).
namespace app::ctl {

/// Availabilities, and what the network can use.
void describeDays(nlohmann::ordered_json& answer, const twin::scenario::FailureDays& days);

} // namespace app::ctl
