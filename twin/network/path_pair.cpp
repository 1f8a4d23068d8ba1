#include "twin/network/path_pair.h"

#include <algorithm>
#include <functional>

namespace twin::network {

namespace {

constexpr std::uint32_t kNoArc = 0xFFFFFFFF;

} // namespace

PathPairSearch::PathPairSearch(const Graph& graph, PathCost cost)
    : m_graph(&graph)
    , m_cost(arcCosts(graph, cost))
    , m_paths(graph, cost)
    , m_units(graph.arcCount(), 0)
    , m_pathInto(graph.nodeCount(), kNoArc)
    , m_isSplit(graph.nodeCount(), 0)
    , m_distance(2 * std::size_t{graph.nodeCount()}, kUnreachable)
    , m_step(2 * std::size_t{graph.nodeCount()})
{}

std::optional<RoutePair> PathPairSearch::find(NodeIndex from, NodeIndex to, Apart apart,
                                              std::span<const std::uint8_t> failed)
{
    m_failed = failed;
    m_from = from;
    m_to = to;
    m_paths.run(to, failed);
    m_firstPath = m_paths.path(from);
    if (m_firstPath.empty()) {
        return std::nullopt;
    }
    layFirstPath(from, to, apart);
    std::optional<RoutePair> out;
    if (searchSecond()) {
        augment();
        out = takeApart();
    }
    clear();
    return out;
}

void PathPairSearch::layFirstPath(NodeIndex from, NodeIndex to, Apart apart)
{
    m_used = m_firstPath;
    for (const std::uint32_t arc : m_firstPath) {
        const std::uint32_t head = m_graph->to()[arc];
        m_units[arc] = 1;
        m_pathInto[head] = arc;
        const registry::Endpoint& place = m_graph->place(head);
        const bool isEnd = place == m_graph->place(from.value()) || place == m_graph->place(to.value());
        m_isSplit[head] = apart == Apart::Routers && !isEnd ? 1 : 0;
    }
}

bool PathPairSearch::searchSecond()
{
    std::ranges::fill(m_distance, kUnreachable);
    m_heap.clear();
    m_distance[m_from.value()] = 0;
    leave(m_from.value());
    while (!m_heap.empty()) {
        std::ranges::pop_heap(m_heap, std::greater<>());
        const auto [distance, state] = m_heap.back();
        m_heap.pop_back();
        if (state == m_to.value()) {
            return true;
        }
        if (distance != m_distance[state]) {
            continue;
        }
        if (state < m_graph->nodeCount()) {
            leave(state);
            stepBack(state, state);
        } else { // the entering side of a split node: a unit already passes it, so it can only be pushed back
            stepBack(state, state - m_graph->nodeCount());
        }
    }
    return false;
}

void PathPairSearch::relax(std::uint32_t state, std::int64_t cost, const Step& step)
{
    if (cost < m_distance[state]) {
        m_distance[state] = cost;
        m_step[state] = step;
        m_heap.emplace_back(cost, state);
        std::ranges::push_heap(m_heap, std::greater<>());
    }
}

/// Over the arcs of a node that still have room.
void PathPairSearch::leave(std::uint32_t state)
{
    const std::int64_t here = m_distance[state] - m_paths.distance(NodeIndex{state});
    for (std::uint32_t arc = m_graph->firstOut(state); arc < m_graph->firstOut(state + 1); ++arc) {
        const std::uint32_t head = m_graph->to()[arc];
        const bool isWay = head < m_graph->coreCount() ? head != m_from.value() : head == m_to.value();
        const bool hasRoom = m_units[arc] == 0 || isInsidePlace(*m_graph, arc);
        if (!isWay || !hasRoom || (!m_failed.empty() && m_failed[arc] != 0)) {
            continue;
        }
        const std::int64_t beyond = m_paths.distance(NodeIndex{head});
        if (beyond != kUnreachable) {
            relax(m_isSplit[head] != 0 ? inside(head) : head, here + m_cost[arc] + beyond,
                  {state, arc, false});
        }
    }
}

/// Backwards over the first path, which is tight: its arcs cost nothing under reduced costs.
void PathPairSearch::stepBack(std::uint32_t state, std::uint32_t node)
{
    const std::uint32_t arc = m_pathInto[node];
    if (arc != kNoArc && m_graph->from()[arc] != m_from.value()) {
        relax(m_graph->from()[arc], m_distance[state], {state, arc, true});
    }
}

void PathPairSearch::augment()
{
    for (std::uint32_t state = m_to.value(); state != m_from.value(); state = m_step[state].state) {
        const Step& step = m_step[state];
        if (step.isBackwards) {
            --m_units[step.arc];
        } else {
            ++m_units[step.arc];
            m_used.push_back(step.arc);
        }
    }
    std::ranges::sort(m_used);
    m_used.erase(std::ranges::unique(m_used).begin(), m_used.end());
}

RoutePair PathPairSearch::takeApart()
{
    RoutePair out;
    out.first = takeShortest();
    out.second = takeShortest();
    return out;
}

/// Takes the cheapest path along arcs that carry units out of the flow. Cheapest flows have no cycles, so
/// what is left is a path again.
Route PathPairSearch::takeShortest()
{
    std::vector<std::int64_t> toGo(m_graph->nodeCount(), kUnreachable);
    toGo[m_to.value()] = 0;
    for (bool isChanged = true; isChanged;) {
        isChanged = false;
        for (const std::uint32_t arc : m_used) {
            const std::int64_t beyond = toGo[m_graph->to()[arc]];
            std::int64_t& here = toGo[m_graph->from()[arc]];
            if (m_units[arc] > 0 && beyond != kUnreachable && beyond + m_cost[arc] < here) {
                here = beyond + m_cost[arc];
                isChanged = true;
            }
        }
    }
    Route out;
    sendAlong(out, toGo);
    return out;
}

void PathPairSearch::sendAlong(Route& route, std::span<const std::int64_t> toGo)
{
    std::uint32_t node = m_from.value();
    while (node != m_to.value()) {
        const auto next = std::ranges::find_if(m_used, [&](std::uint32_t arc) {
            const std::int64_t beyond = toGo[m_graph->to()[arc]];
            return m_graph->from()[arc] == node && m_units[arc] > 0 && beyond != kUnreachable &&
                   beyond + m_cost[arc] == toGo[node];
        });
        --m_units[*next];
        route.arcs.push_back(*next);
        route.cost += m_cost[*next];
        node = m_graph->to()[*next];
    }
}

void PathPairSearch::clear()
{
    for (const std::uint32_t arc : m_firstPath) {
        m_pathInto[m_graph->to()[arc]] = kNoArc;
        m_isSplit[m_graph->to()[arc]] = 0;
    }
    for (const std::uint32_t arc : m_used) {
        m_units[arc] = 0;
    }
}

} // namespace twin::network
