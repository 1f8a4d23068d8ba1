#pragma once

#include "twin/compute/inter_centre.h"
#include "twin/network/network.h"
#include "twin/registry/entities.h"
#include "twin/support/result.h"

#include <span>
#include <string>
#include <vector>

/// What a network offers to training across pools.
namespace twin::compute {

inline constexpr std::size_t kMostCandidatePools = 64;

/// Pools by identifier. Errors: BadInput: fewer than two or more than kMostCandidatePools, one named twice,
/// no pool of that name (with the nearest names), one not in service. Precondition: the network has a
/// registry.
[[nodiscard]] Result<std::vector<registry::PoolIndex>> candidatePools(const network::Network& network,
                                                                      std::span<const std::string> names);

/// Their cards, keyed by pool number.
[[nodiscard]] std::vector<TrainingSite> trainingSites(const network::Network& network,
                                                      std::span<const registry::PoolIndex> pools);

/// Between every two of them, row by row: what can be sent over all ways together with what is out of service
/// left out, and the round trip of the shortest. Loads are not looked at.
/// @param free_bps room by arc; empty = the capacities
[[nodiscard]] std::vector<SitePair> sitePairs(const network::Network& network,
                                              std::span<const registry::PoolIndex> pools,
                                              std::span<const double> free_bps = {});

} // namespace twin::compute
