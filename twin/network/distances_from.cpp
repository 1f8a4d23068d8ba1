#include "twin/network/distances_from.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace twin::network {

std::vector<std::int64_t> distancesFrom(const Graph& graph, std::span<const std::int64_t> cost,
                                        NodeIndex source, std::span<const std::uint8_t> failed)
{
    std::vector<std::int64_t> out(graph.nodeCount(), kUnreachable);
    std::vector<std::pair<std::int64_t, std::uint32_t>> heap;
    const auto relaxFrom = [&](std::uint32_t node) {
        for (std::uint32_t arc = graph.firstOut(node); arc < graph.firstOut(node + 1); ++arc) {
            const std::uint32_t head = graph.to()[arc];
            const std::int64_t there = out[node] + cost[arc];
            if ((!failed.empty() && failed[arc] != 0) || there >= out[head]) {
                continue;
            }
            out[head] = there;
            if (head < graph.coreCount()) {
                heap.emplace_back(there, head);
                std::ranges::push_heap(heap, std::greater<>());
            }
        }
    };
    out[source.value()] = 0;
    relaxFrom(source.value());
    while (!heap.empty()) {
        std::ranges::pop_heap(heap, std::greater<>());
        const auto [distance, node] = heap.back();
        heap.pop_back();
        if (distance == out[node]) {
            relaxFrom(node);
        }
    }
    return out;
}

} // namespace twin::network
