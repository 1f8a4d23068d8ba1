#pragma once

#include "twin/network/graph.h"

#include <cstdint>
#include <span>
#include <vector>

namespace twin::scenario {

/// A key of each arc by its name: the same whatever network it is in. Numbers of arcs are other ones where
/// something has been added.
[[nodiscard]] std::vector<std::uint64_t> arcKeys(const network::Graph& graph);

/// A key of a path, the same for the same arcs in the same order; 0 of none.
/// @param keys of the arcs of its network
[[nodiscard]] std::uint64_t pathKey(std::span<const std::uint32_t> path, std::span<const std::uint64_t> keys);

} // namespace twin::scenario
