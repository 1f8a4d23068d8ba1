#pragma once

#include "twin/compute/placement_plan.h"
#include "twin/compute/placement_problem.h"
#include "twin/support/result.h"

#include <span>
#include <vector>

namespace twin::compute {

inline constexpr std::size_t kMostExactColumns = 20'000;

/// The most jobs placed (spot jobs counting after all others), and of those plans the cheapest: branch and
/// bound over the linear programme (Clp) of choices. Rows are what an offer has at an instant, and proofs
/// that no routing, over however many ways, carries some choices together (LegFlows). Begins with the best
/// plan of all other policies, so is never dearer. Ends proven, or after exactNodes nodes or exactWork with
/// the bound it has (`isProven` false): the same question has the same answer on every machine. Not so where
/// exactSeconds end it (`isEndedByClock`). Not proven either where only more ways a leg than mostPaths, or
/// longer ones than the job's latency, carry what would be cheaper. `restrictions` says what the proof is not
/// about. Errors: TooLarge (more than kMostExactColumns choices in all), Cancelled.
[[nodiscard]] Result<PlacementPlan> placeExactly(const PlacementProblem& problem,
                                                 std::span<const std::vector<PlacementChoice>> choices);

} // namespace twin::compute
