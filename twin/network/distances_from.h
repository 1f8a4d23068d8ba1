#pragma once

#include "twin/network/graph.h"
#include "twin/network/shortest_paths.h"

#include <cstdint>
#include <span>
#include <vector>

namespace twin::network {

/// Cheapest cost from `source` to every node, by node number; kUnreachable where there is no way. Leaves are
/// reached and not passed through.
/// @param cost   by arc number, at least 0
/// @param failed one byte per arc, non-zero = out of service; empty = none
/// Cost: one Dijkstra over the core and the leaves around it.
[[nodiscard]] std::vector<std::int64_t> distancesFrom(const Graph& graph, std::span<const std::int64_t> cost,
                                                      NodeIndex source,
                                                      std::span<const std::uint8_t> failed = {});

} // namespace twin::network
