#pragma once

#include "twin/network/graph.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace twin::network {

/// Arc numbers of a path given by the names of its arcs; where it changes carrier without saying so, the
/// interconnection between, and at the ends the arcs of leaf sites. Empty when it leads over something that
/// is not in service, has a gap, or does not lead from `src` to `dst`: such traffic is routed.
[[nodiscard]] std::vector<std::uint32_t> givenPath(const Graph& graph, std::span<const std::string> names,
                                                   NodeIndex src, NodeIndex dst);

/// True if no arc of the path is out of service. @param failed by arc; empty = none
[[nodiscard]] bool isWhole(std::span<const std::uint32_t> path, std::span<const std::uint8_t> failed);

} // namespace twin::network
