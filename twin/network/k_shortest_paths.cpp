#include "twin/network/k_shortest_paths.h"

#include <algorithm>
#include <utility>

namespace twin::network {

KShortestPaths::KShortestPaths(const Graph& graph, PathCost cost)
    : m_graph(&graph)
    , m_cost(arcCosts(graph, cost))
    , m_paths(graph, cost)
    , m_search(graph, m_cost)
{}

/// Cheaper parts first; at equal cost those not searched yet, or a path with lower arc numbers could be
/// hidden in one of them.
bool KShortestPaths::isLater(std::uint32_t a, std::uint32_t b) const
{
    const Part& left = m_parts[a];
    const Part& right = m_parts[b];
    if (left.cost != right.cost) {
        return left.cost > right.cost;
    }
    if (left.isExact != right.isExact) {
        return left.isExact;
    }
    if (left.isExact) {
        return left.arcs > right.arcs;
    }
    return a > b;
}

void KShortestPaths::push(Part part)
{
    m_parts.push_back(std::move(part));
    m_heap.push_back(static_cast<std::uint32_t>(m_parts.size() - 1));
    std::ranges::push_heap(m_heap, [this](std::uint32_t a, std::uint32_t b) { return isLater(a, b); });
}

std::uint32_t KShortestPaths::pop()
{
    std::ranges::pop_heap(m_heap, [this](std::uint32_t a, std::uint32_t b) { return isLater(a, b); });
    const std::uint32_t part = m_heap.back();
    m_heap.pop_back();
    return part;
}

/// Finds the part's least path and lets it wait again, now under its true cost.
void KShortestPaths::solve(std::uint32_t number, const KPathsQuery& query)
{
    Part part = std::move(m_parts[number]);
    std::uint32_t spur = query.from.value();
    std::int64_t spent = 0;
    m_search.unblockAll();
    m_search.block(spur);
    for (std::uint32_t i = 0; i < part.deviation; ++i) {
        const std::uint32_t arc = m_results[part.parent].arcs[i];
        part.arcs.push_back(arc);
        spent += m_cost[arc];
        spur = m_graph->to()[arc];
        m_search.block(spur);
    }
    const std::int64_t rest = m_search.find(spur, part.banned, query.maxCost - spent, part.arcs);
    if (rest != kUnreachable) {
        part.cost = spent + rest;
        part.isExact = true;
        push(std::move(part));
    }
}

/// Splits what is left of a part, its least path taken out, into one part for each node where another path
/// may leave it.
void KShortestPaths::splitBehind(const Part& part, const KPathsQuery& query)
{
    const auto result = static_cast<std::uint32_t>(m_results.size() - 1);
    const std::vector<std::uint32_t>& arcs = m_results[result].arcs;
    m_search.unblockAll();
    std::uint32_t spur = query.from.value();
    std::int64_t spent = 0;
    for (std::uint32_t i = 0; i < arcs.size(); ++i) {
        m_search.block(spur);
        if (i >= part.deviation) {
            Part child{0, false, result, i, {}, {}};
            if (i == part.deviation) {
                child.banned = part.banned;
            }
            child.banned.push_back(arcs[i]);
            const std::int64_t rest = m_search.bound(spur, child.banned);
            if (rest != kUnreachable && rest <= query.maxCost - spent) {
                child.cost = spent + rest;
                push(std::move(child));
            }
        }
        spent += m_cost[arcs[i]];
        spur = m_graph->to()[arcs[i]];
    }
}

/// What fails, and where an end is a place with several routers, the arcs that come back to it or go on
/// behind it.
std::span<const std::uint8_t> KShortestPaths::closeEnds(const KPathsQuery& query)
{
    const auto placeOf = [this](NodeIndex node) {
        return m_graph->node(m_graph->place(node.value())) == node ? &m_graph->place(node.value()) : nullptr;
    };
    const registry::Endpoint* first = placeOf(query.from);
    const registry::Endpoint* last = placeOf(query.to);
    m_closed.assign(query.failed.begin(), query.failed.end());
    m_closed.resize(m_graph->arcCount(), 0);
    for (std::uint32_t arc = 0; arc < m_graph->arcCount(); ++arc) {
        const std::uint32_t from = m_graph->from()[arc];
        const std::uint32_t to = m_graph->to()[arc];
        const bool comesBack = first != nullptr && m_graph->place(to) == *first && from != query.from.value();
        const bool goesOn = last != nullptr && m_graph->place(from) == *last && to != query.to.value();
        m_closed[arc] = m_closed[arc] != 0 || comesBack || goesOn ? 1 : 0;
    }
    return m_closed;
}

std::vector<Route> KShortestPaths::find(const KPathsQuery& query)
{
    m_parts.clear();
    m_heap.clear();
    m_results.clear();
    if (query.from == query.to && query.count > 0) {
        return {Route{}};
    }
    const std::span<const std::uint8_t> closed = closeEnds(query);
    m_paths.run(query.to, closed);
    m_search.aim(m_paths, query.from, query.to, closed);
    const std::int64_t least = m_search.toGo(query.from.value());
    if (query.count > 0 && least != kUnreachable && least <= query.maxCost) {
        push({least, false, 0, 0, {}, {}});
    }
    while (!m_heap.empty() && m_results.size() < query.count) {
        if (query.cancelled != nullptr && query.cancelled->load(std::memory_order_relaxed)) {
            break;
        }
        const std::uint32_t number = pop();
        if (!m_parts[number].isExact) {
            solve(number, query);
            continue;
        }
        const Part part = std::move(m_parts[number]);
        m_results.push_back({part.arcs, part.cost});
        if (m_results.size() < query.count) {
            splitBehind(part, query);
        }
    }
    return std::move(m_results);
}

} // namespace twin::network
