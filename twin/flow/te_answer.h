#pragma once

#include "twin/flow/engineering.h"
#include "twin/flow/te_demands.h"
#include "twin/flow/te_network.h"
#include "twin/flow/te_solution.h"

#include <span>

namespace twin::flow {

/// What a solver's answer, in units and by commodity, is made an answer in b/s and by demand with.
struct TeQuestion
{
    const network::Graph& graph;
    std::span<const network::NodeDemand> demands;
    const EngineeringOptions& options;
    const TeNetwork& network;
    const TeDemands& sorted;
};

/// Rates, loads and values are summed up from the paths, in the order of the demands, not taken from the
/// solver; bounds give way by what rounding can add up to.
[[nodiscard]] Engineering answerTo(const TeQuestion& question, const TeSolution& solution);

} // namespace twin::flow
