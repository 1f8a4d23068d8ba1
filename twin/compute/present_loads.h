#pragma once

#include "twin/network/network.h"

#include <vector>

namespace twin::compute {

/// What a network carries before anything is added to it.
struct PresentLoads
{
    std::vector<double> arc_bps;
    double unrouted_bps = 0; ///< demands without a way, left out
};

/// Of a registry's workload: its background at the busy hour by ECMP, and its flows at their max-min fair
/// rates beside that (flow::SteadyState). Of a network file: its own demands by ECMP; nothing without any.
/// What is out of service carries nothing. Cost: one routing of all demands, one steady state.
[[nodiscard]] PresentLoads presentLoads(const network::Network& network);

} // namespace twin::compute
