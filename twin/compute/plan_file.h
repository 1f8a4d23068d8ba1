#pragma once

#include "twin/compute/placement_plan.h"
#include "twin/compute/placement_problem.h"
#include "twin/support/result.h"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace twin::compute {

/// A plan as `suanwangctl place --json` prints it: `placements`, each with its reservations of cards and
/// bandwidth, and `rejections`.
void describePlan(nlohmann::ordered_json& out, const PlacementProblem& problem, const PlacementPlan& plan);

/// The same as text of a file, as `--previous` reads it.
[[nodiscard]] std::string planText(const PlacementProblem& problem, const PlacementPlan& plan);

/// Reads the `placements` of such an answer, of the same requests. Errors: BadInput with file and line: no
/// JSON, a job, pool, chip class or arc that is none, a path that is none.
[[nodiscard]] Result<PlacementPlan> parsePlan(std::string_view text, const std::string& file,
                                              const PlacementProblem& problem);

} // namespace twin::compute
