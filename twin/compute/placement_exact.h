#pragma once

#include "twin/compute/placement_plan.h"
#include "twin/compute/placement_problem.h"
#include "twin/support/result.h"

#include <span>
#include <vector>

namespace twin::compute {

inline constexpr std::size_t kMostExactColumns = 20'000;

/// The most jobs placed (spot jobs counting after all others), and of those plans the cheapest: branch and
/// bound over the linear programme (Clp) of choices, every leg on one of its exactPaths shortest paths. Rows
/// are what an offer or an arc has at an instant. Ends proven, or after exactNodes nodes or exactSeconds with
/// the bound it has (`isProven` false; the time limit alone makes the answer depend on the machine, and the
/// node limit is met first on small questions). Errors: TooLarge (more than kMostExactColumns ways in all),
/// Cancelled.
[[nodiscard]] Result<PlacementPlan> placeExactly(const PlacementProblem& problem,
                                                 std::span<const std::vector<PlacementChoice>> choices);

} // namespace twin::compute
