#pragma once

#include "twin/flow/te_descent.h"
#include "twin/flow/te_goal.h"

#include <cstdint>
#include <vector>

namespace twin::flow {

/// How far a search goes.
struct TeEffort
{
    double gap = 0.01;  ///< relative
    bool exact = false; ///< to the optimum of the linear program
    double enough = -1; ///< a value at which the search may stop; negative = none
};

struct TeOutcome
{
    TeAssessment result;
    std::vector<double> price; ///< behind the bound, by arc
    std::uint32_t rounds = 0;
};

/// Takes a descent to the gap. Where it does not get there in kDescentRounds, and for exact answers, a linear
/// program takes over from its paths (TeLinear). Flows are in descent.paths().
[[nodiscard]] TeOutcome solveGoal(const TeNetwork& network, TeDescent& descent, TeGoal& goal,
                                  const TeEffort& effort, const TeSettings& settings);

} // namespace twin::flow
