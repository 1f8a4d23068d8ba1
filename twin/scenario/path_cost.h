#pragma once

#include "twin/network/shortest_paths.h"
#include "twin/scenario/command.h"

namespace twin::scenario {

/// What a policy's routing makes short.
[[nodiscard]] constexpr network::PathCost pathCostOf(RoutingCost cost)
{
    return cost == RoutingCost::Metric ? network::PathCost::Metric
           : cost == RoutingCost::Hops ? network::PathCost::Hops
                                       : network::PathCost::Delay;
}

} // namespace twin::scenario
