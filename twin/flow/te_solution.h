#pragma once

#include "twin/flow/te_routing.h"

#include <cstdint>
#include <vector>

namespace twin::flow {

/// One level of max-min fairness, in units and by commodity.
struct TeLevel
{
    double bound = 0;
    std::vector<std::uint32_t> commodities;
    std::vector<double> price; ///< by arc
};

/// What a solver answers with: in units of the network, its arcs, by commodity.
struct TeSolution
{
    double value = 0;
    double bound = 0;
    TeRouting routing;
    std::vector<double> price;   ///< by arc: the dual variables behind the bound
    std::vector<TeLevel> levels; ///< of max-min
    std::uint32_t rounds = 0;
    bool isComplete = true; ///< false: it ended before there was an answer
};

} // namespace twin::flow
