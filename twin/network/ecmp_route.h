#pragma once

#include "twin/network/graph.h"
#include "twin/network/shortest_paths.h"

#include <cstdint>
#include <span>
#include <vector>

namespace twin::network {

/// How equal-cost multipath carries traffic between two nodes.
struct EcmpRoute
{
    struct Share
    {
        std::uint32_t arc = 0;
        double share = 0; ///< of the traffic, (0, 1]
    };

    std::int64_t cost = kUnreachable; ///< kUnreachable: no path, everything else empty
    std::uint64_t paths = 0;          ///< equal-cost paths; the greatest number when there are more than that
    std::vector<Share> shares;        ///< ascending by arc; without the nameless arcs inside places
    ArcIndex bottleneck;              ///< fills first as traffic grows; the first of equals
    double room_bps = 0;              ///< traffic at which it is full, were the network empty
};

/// Splits hop by hop, equally over the arcs of a node that lie on shortest paths. Cost: one Dijkstra and
/// O(arcs).
[[nodiscard]] EcmpRoute ecmpRoute(const Graph& graph, NodeIndex from, NodeIndex to, PathCost cost,
                                  std::span<const std::uint8_t> failed = {});

} // namespace twin::network
