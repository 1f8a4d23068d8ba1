#include "twin/network/shortest_paths.h"

#include <algorithm>
#include <functional>
#include <map>

namespace twin::network {

std::vector<std::int64_t> arcCosts(const Graph& graph, PathCost cost)
{
    std::vector<std::int64_t> out(graph.arcCount(), 1);
    for (std::uint32_t arc = 0; arc < graph.arcCount(); ++arc) {
        if (cost == PathCost::Delay) {
            out[arc] = graph.delay()[arc];
        } else if (cost == PathCost::Metric) {
            out[arc] = graph.metric()[arc];
        }
    }
    return out;
}

ShortestPaths::ShortestPaths(const Graph& graph, PathCost cost)
    : ShortestPaths(graph, arcCosts(graph, cost))
{}

ShortestPaths::ShortestPaths(const Graph& graph, std::vector<std::int64_t> arcCost)
    : m_graph(&graph)
    , m_cost(std::move(arcCost))
    , m_distance(graph.coreCount(), kUnreachable)
{}

std::int64_t ShortestPaths::distanceAt(std::uint32_t node) const
{
    if (node == m_destination) {
        return 0;
    }
    return node < m_distance.size() ? m_distance[node] : kUnreachable;
}

void ShortestPaths::relaxInto(std::uint32_t node)
{
    const std::int64_t here = distanceAt(node);
    for (const std::uint32_t arc : m_graph->arcsInto(node)) {
        const std::uint32_t tail = m_graph->from()[arc];
        if (tail >= m_graph->coreCount()) {
            break; // leaves are never passed through
        }
        const std::int64_t through = here + m_cost[arc];
        if (usable(arc) && through < m_distance[tail] && tail != m_destination) {
            m_distance[tail] = through;
            m_heap.emplace_back(through, tail);
            std::ranges::push_heap(m_heap, std::greater<>());
        }
    }
}

void ShortestPaths::run(NodeIndex destination, std::span<const std::uint8_t> failed)
{
    m_failed = failed;
    m_destination = destination.value();
    std::ranges::fill(m_distance, kUnreachable);
    m_order.clear();
    m_heap.clear();
    if (m_destination < m_graph->coreCount()) {
        m_distance[m_destination] = 0;
        m_order.push_back(m_destination);
    }
    relaxInto(m_destination);
    while (!m_heap.empty()) {
        std::ranges::pop_heap(m_heap, std::greater<>());
        const auto [distance, node] = m_heap.back();
        m_heap.pop_back();
        if (distance == m_distance[node]) { // otherwise it was reached more cheaply since
            m_order.push_back(node);
            relaxInto(node);
        }
    }
}

std::int64_t ShortestPaths::distance(NodeIndex node) const
{
    const std::uint32_t at = node.value();
    if (at == m_destination || at < m_graph->coreCount()) {
        return distanceAt(at);
    }
    std::int64_t best = kUnreachable;
    for (std::uint32_t arc = m_graph->firstOut(at); arc < m_graph->firstOut(at + 1); ++arc) {
        const std::int64_t beyond = distanceAt(m_graph->to()[arc]);
        if (usable(arc) && beyond != kUnreachable) {
            best = std::min(best, beyond + m_cost[arc]);
        }
    }
    return best;
}

bool ShortestPaths::onShortestPath(std::uint32_t arc) const
{
    const std::int64_t beyond = distanceAt(m_graph->to()[arc]);
    return usable(arc) && beyond != kUnreachable && m_graph->from()[arc] != m_destination &&
           distance(NodeIndex{m_graph->from()[arc]}) == beyond + m_cost[arc];
}

void ShortestPaths::splitFrom(std::uint32_t node, double amount, std::span<double> inflow,
                              std::span<double> loads)
{
    const std::int64_t here = distance(NodeIndex{node});
    const std::uint32_t first = m_graph->firstOut(node);
    const std::uint32_t last = m_graph->firstOut(node + 1);
    const auto isNext = [&](std::uint32_t arc) {
        const std::int64_t beyond = distanceAt(m_graph->to()[arc]);
        return usable(arc) && beyond != kUnreachable && beyond + m_cost[arc] == here;
    };
    std::uint32_t ways = 0;
    for (std::uint32_t arc = first; arc < last; ++arc) {
        ways += isNext(arc) ? 1 : 0;
    }
    const double share = amount / ways;
    for (std::uint32_t arc = first; arc < last; ++arc) {
        if (isNext(arc)) {
            loads[arc] += share;
            inflow[m_graph->to()[arc]] += share;
        }
    }
}

double ShortestPaths::spread(std::span<double> inflow, std::span<double> loads)
{
    double lost = 0;
    const auto pass = [&](std::uint32_t node) {
        const double amount = inflow[node];
        inflow[node] = 0;
        if (amount <= 0 || node == m_destination) {
            return;
        }
        if (distance(NodeIndex{node}) == kUnreachable) {
            lost += amount;
        } else {
            splitFrom(node, amount, inflow, loads);
        }
    };
    for (std::uint32_t leaf = m_graph->coreCount(); leaf < m_graph->nodeCount(); ++leaf) {
        pass(leaf);
    }
    // Farthest first: by then everything that passes a node has arrived there.
    for (std::size_t i = m_order.size(); i-- > 0;) {
        pass(m_order[i]);
    }
    for (std::uint32_t node = 0; node < m_graph->coreCount(); ++node) {
        pass(node); // what is left cannot reach the destination
    }
    inflow[m_destination] = 0;
    return lost;
}

std::vector<std::uint32_t> ShortestPaths::path(NodeIndex source) const
{
    std::vector<std::uint32_t> out;
    std::uint32_t node = source.value();
    if (distance(source) == kUnreachable) {
        return out;
    }
    while (node != m_destination) {
        const std::int64_t here = distance(NodeIndex{node});
        std::uint32_t arc = m_graph->firstOut(node);
        const auto isNext = [&](std::uint32_t candidate) {
            const std::int64_t beyond = distanceAt(m_graph->to()[candidate]);
            return usable(candidate) && beyond != kUnreachable && beyond + m_cost[candidate] == here;
        };
        while (!isNext(arc)) {
            ++arc;
        }
        out.push_back(arc);
        node = m_graph->to()[arc];
    }
    return out;
}

EcmpLoads ecmpLoads(const Graph& graph, std::span<const NodeDemand> demands,
                    std::span<const std::uint8_t> failed, PathCost cost)
{
    std::map<NodeIndex, std::vector<std::size_t>> byDestination;
    for (std::size_t i = 0; i < demands.size(); ++i) {
        byDestination[demands[i].dst].push_back(i);
    }
    EcmpLoads out;
    out.arc_bps.assign(graph.arcCount(), 0);
    ShortestPaths paths(graph, cost);
    std::vector<double> inflow(graph.nodeCount(), 0);
    for (const auto& [destination, list] : byDestination) {
        paths.run(destination, failed);
        for (const std::size_t i : list) {
            inflow[demands[i].src.value()] += demands[i].bps;
        }
        out.unrouted_bps += paths.spread(inflow, out.arc_bps);
    }
    return out;
}

} // namespace twin::network
