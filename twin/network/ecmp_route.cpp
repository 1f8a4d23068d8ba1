#include "twin/network/ecmp_route.h"

#include "twin/network/route.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace twin::network {

namespace {

std::uint64_t saturated(std::uint64_t a, std::uint64_t b)
{
    std::uint64_t sum = 0;
    return __builtin_add_overflow(a, b, &sum) ? std::numeric_limits<std::uint64_t>::max() : sum;
}

/// Equal-cost paths from `from`, counted from the far end: nodes that lie on them, nearest to the destination
/// first.
std::uint64_t countPaths(const Graph& graph, const ShortestPaths& paths, NodeIndex from, NodeIndex to,
                         std::span<const std::uint32_t> used)
{
    std::vector<std::pair<std::int64_t, std::uint32_t>> order; // (distance of the tail, arc)
    for (const std::uint32_t arc : used) {
        order.emplace_back(paths.distance(NodeIndex{graph.from()[arc]}), arc);
    }
    std::ranges::sort(order);
    std::vector<std::uint64_t> count(graph.nodeCount(), 0);
    count[to.value()] = 1;
    for (const auto& [distance, arc] : order) {
        std::uint64_t& here = count[graph.from()[arc]];
        here = saturated(here, count[graph.to()[arc]]);
    }
    return count[from.value()];
}

} // namespace

EcmpRoute ecmpRoute(const Graph& graph, NodeIndex from, NodeIndex to, PathCost cost,
                    std::span<const std::uint8_t> failed)
{
    EcmpRoute out;
    ShortestPaths paths(graph, cost);
    paths.run(to, failed);
    out.cost = paths.distance(from);
    if (out.cost == kUnreachable) {
        return out;
    }
    std::vector<double> inflow(graph.nodeCount(), 0);
    std::vector<double> share(graph.arcCount(), 0);
    inflow[from.value()] = 1;
    static_cast<void>(paths.spread(inflow, share));
    std::vector<std::uint32_t> used;
    for (std::uint32_t arc = 0; arc < graph.arcCount(); ++arc) {
        if (share[arc] <= 0) {
            continue;
        }
        used.push_back(arc);
        if (isInsidePlace(graph, arc)) {
            continue;
        }
        out.shares.push_back({arc, share[arc]});
        const double room = static_cast<double>(graph.capacity()[arc]) / share[arc];
        if (!out.bottleneck.isValid() || room < out.room_bps) {
            out.bottleneck = ArcIndex{arc};
            out.room_bps = room;
        }
    }
    out.paths = countPaths(graph, paths, from, to, used);
    return out;
}

} // namespace twin::network
