#pragma once

#include "twin/flow/te_network.h"
#include "twin/network/demands.h"

#include <cstdint>
#include <span>
#include <vector>

namespace twin::flow {

/// Demands sorted out: those there is something to route of, as commodities of a TeNetwork.
struct TeDemands
{
    std::vector<TeCommodity> commodities;
    std::vector<std::uint32_t> demandOf; ///< by commodity
    std::vector<std::uint32_t> disconnected;
    std::vector<std::uint32_t> beyondDelay; ///< connected, by no path within the delay
};

/// @param maxDelay ns; 0 = no limit
/// Demands of 0 b/s and from a node to itself are in none of the lists. Cost: a search per source.
[[nodiscard]] TeDemands teDemandsOf(const TeNetwork& network, std::span<const network::NodeDemand> demands,
                                    TimeNs maxDelay);

} // namespace twin::flow
