#pragma once

#include "twin/compute/placement_plan.h"
#include "twin/compute/placement_problem.h"

#include <string>
#include <vector>

namespace twin::compute {

/// What is wrong with a plan, a sentence each; empty: nothing. Made from the registry, the requests and the
/// plan alone, by other code than what makes plans: every hard constraint of every job, every path, and at
/// every instant every offer's cards and every arc's room.
[[nodiscard]] std::vector<std::string> checkPlan(const PlacementProblem& problem, const PlacementPlan& plan);

/// The flow engine's word on a plan: all its legs at their rates on what the network has left, at the instant
/// at which most is reserved. @return the least part of its rate that a leg gets, 1 = all get all; and how
/// many there are
struct EngineWord
{
    double leastShare = 1;
    std::size_t legs = 0;
    double instant_s = 0;
};

/// @param load_bps what the network carries already, by arc; empty = nothing
[[nodiscard]] EngineWord askEngine(const PlacementProblem& problem, const PlacementPlan& plan,
                                   const std::vector<double>& load_bps);

} // namespace twin::compute
