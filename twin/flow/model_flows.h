#pragma once

#include "twin/network/graph.h"

#include <cstdint>
#include <span>
#include <vector>

namespace twin::flow {

/// A flow as the model believes it.
struct ModelFlow
{
    network::NodeIndex src; ///< none where the network does not have it: it loads nothing
    network::NodeIndex dst;
    double bps = 0;                  ///< on the links
    double deviation_bps = 0;        ///< standard deviation of bps
    std::vector<std::uint32_t> path; ///< arcs it is said to take; empty = the shortest path
};

/// Where flows run: each on the path it is said to take while that is whole, otherwise on the shortest one
/// (the lowest arc number where several are equal). Empty = no path.
/// @param arcCost by arc number; @param failed by arc, empty = none
/// Cost: a shortest-path tree for each destination of a flow without a whole path.
[[nodiscard]] std::vector<std::vector<std::uint32_t>> placeFlows(const network::Graph& graph,
                                                                 std::span<const ModelFlow> flows,
                                                                 std::span<const std::int64_t> arcCost,
                                                                 std::span<const std::uint8_t> failed);

/// Loads and variances that flows put on arcs, by arc.
struct FlowLoads
{
    std::vector<double> arc_bps;
    std::vector<double> variance;
    double unrouted_bps = 0;
};

/// @param paths by flow, from placeFlows. Cost: O(hops).
[[nodiscard]] FlowLoads flowLoads(const network::Graph& graph, std::span<const ModelFlow> flows,
                                  std::span<const std::vector<std::uint32_t>> paths);

} // namespace twin::flow
