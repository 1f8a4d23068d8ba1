#pragma once

#include "twin/compute/placement_board.h"
#include "twin/compute/placement_plan.h"
#include "twin/compute/placement_problem.h"
#include "twin/support/result.h"

namespace twin::compute {

/// Places jobs. Hard constraints hold whatever the policy; a job has all it asks for or no place, with the
/// constraint that binds.
///
/// All but network-aware and exact take jobs in their order, spot jobs after all others (they get what is
/// left), each at the best choice that fits, by the shortest path. Network-aware takes those with few choices
/// and many cards first, goes around full links over several paths, makes room for jobs that found none by
/// moving others, and moves and exchanges jobs while that costs less. Exact: placement_exact.h.
///
/// Errors: Cancelled; of exact also TooLarge. Cost: jobs · (offers + tries).
[[nodiscard]] Result<PlacementPlan> place(const PlacementProblem& problem, PlacementPolicy policy);

/// Sums of a plan, from its jobs.
void sumUp(PlacementPlan& plan);

/// Why a job does not fit, where it has choices: by what was short at most of them, and the nearest.
[[nodiscard]] Rejection rejectionOf(const PlacementProblem& problem, std::size_t job,
                                    std::span<const PlacementChoice> choices, PlacementBoard& board,
                                    LegRouting routing);

} // namespace twin::compute
