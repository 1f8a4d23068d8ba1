#include "twin/network/spur_search.h"

#include <algorithm>
#include <functional>

namespace twin::network {

namespace {

bool isBanned(std::span<const std::uint32_t> banned, std::uint32_t arc)
{
    return std::ranges::find(banned, arc) != banned.end();
}

} // namespace

SpurSearch::SpurSearch(const Graph& graph, std::span<const std::int64_t> cost)
    : m_graph(&graph)
    , m_cost(cost)
    , m_toGo(graph.nodeCount(), kUnreachable)
    , m_blocked(graph.nodeCount(), 0)
    , m_reach(graph.nodeCount(), 0)
    , m_reachTurn(graph.nodeCount(), 0)
    , m_markTurn(graph.nodeCount(), 0)
{}

void SpurSearch::aim(const ShortestPaths& paths, NodeIndex source, NodeIndex destination,
                     std::span<const std::uint8_t> failed)
{
    m_failed = failed;
    m_destination = destination.value();
    std::ranges::fill(m_toGo, kUnreachable);
    for (std::uint32_t node = 0; node < m_graph->coreCount(); ++node) {
        m_toGo[node] = paths.distance(NodeIndex{node});
    }
    m_toGo[source.value()] = paths.distance(source);
    m_toGo[m_destination] = 0;
}

void SpurSearch::unblockAll()
{
    if (++m_blockTurn == 0) { // after four thousand million turns the stamps start anew
        std::ranges::fill(m_blocked, 0);
        m_blockTurn = 1;
    }
}

std::int64_t SpurSearch::bound(std::uint32_t spur, std::span<const std::uint32_t> banned) const
{
    std::int64_t best = kUnreachable;
    for (std::uint32_t arc = m_graph->firstOut(spur); arc < m_graph->firstOut(spur + 1); ++arc) {
        if (isOpen(arc) && !isBanned(banned, arc)) {
            best = std::min(best, m_cost[arc] + m_toGo[m_graph->to()[arc]]);
        }
    }
    return best;
}

std::int64_t SpurSearch::find(std::uint32_t spur, std::span<const std::uint32_t> banned, std::int64_t most,
                              std::vector<std::uint32_t>& out)
{
    const std::int64_t least = bound(spur, banned);
    if (least == kUnreachable || least > most) {
        return kUnreachable;
    }
    if (walkTight(spur, banned, least, out)) {
        return least;
    }
    const std::int64_t found = search(spur, banned, most);
    if (found != kUnreachable) {
        markBackwards(spur, banned);
        walkMarked(spur, banned, out);
    }
    return found;
}

/// Follows, from the spur, the lowest arcs that keep to cost `target`; fails where a blocked node is in the
/// way. Distances fall along the walk, so it ends and passes no node twice.
bool SpurSearch::walkTight(std::uint32_t spur, std::span<const std::uint32_t> banned, std::int64_t target,
                           std::vector<std::uint32_t>& out) const
{
    const std::size_t begun = out.size();
    std::uint32_t node = spur;
    std::int64_t left = target;
    while (node != m_destination) {
        const std::uint32_t end = m_graph->firstOut(node + 1);
        std::uint32_t arc = m_graph->firstOut(node);
        const auto isTight = [&](std::uint32_t candidate) {
            const std::int64_t beyond = m_toGo[m_graph->to()[candidate]];
            return beyond != kUnreachable && m_cost[candidate] + beyond == left &&
                   (m_failed.empty() || m_failed[candidate] == 0) &&
                   (node != spur || (!isBanned(banned, candidate) && isOpen(candidate)));
        };
        while (arc < end && !isTight(arc)) {
            ++arc;
        }
        if (arc == end || !isOpen(arc)) {
            out.resize(begun);
            return false;
        }
        out.push_back(arc);
        left -= m_cost[arc];
        node = m_graph->to()[arc];
    }
    return true;
}

/// A*: settles every node whose bound is at most the cost of the least way, so that all least ways are known.
std::int64_t SpurSearch::search(std::uint32_t spur, std::span<const std::uint32_t> banned, std::int64_t most)
{
    if (++m_turn == 0) {
        std::ranges::fill(m_reachTurn, 0);
        std::ranges::fill(m_markTurn, 0);
        m_turn = 1;
    }
    m_heap.clear();
    m_reach[spur] = 0;
    m_reachTurn[spur] = m_turn;
    relaxFrom(spur, banned, most);
    while (!m_heap.empty()) {
        std::ranges::pop_heap(m_heap, std::greater<>());
        const auto [whole, node] = m_heap.back();
        m_heap.pop_back();
        if (isReached(m_destination) && whole > m_reach[m_destination]) {
            break;
        }
        if (node != m_destination && whole == m_reach[node] + m_toGo[node]) {
            relaxFrom(node, {}, most);
        }
    }
    return isReached(m_destination) ? m_reach[m_destination] : kUnreachable;
}

void SpurSearch::relaxFrom(std::uint32_t node, std::span<const std::uint32_t> banned, std::int64_t most)
{
    for (std::uint32_t arc = m_graph->firstOut(node); arc < m_graph->firstOut(node + 1); ++arc) {
        const std::uint32_t head = m_graph->to()[arc];
        const std::int64_t here = m_reach[node] + m_cost[arc];
        if (!isOpen(arc) || isBanned(banned, arc) || here + m_toGo[head] > most ||
            (isReached(head) && m_reach[head] <= here)) {
            continue;
        }
        m_reach[head] = here;
        m_reachTurn[head] = m_turn;
        m_heap.emplace_back(here + m_toGo[head], head);
        std::ranges::push_heap(m_heap, std::greater<>());
    }
}

/// Marks the nodes from which a least way of the last search goes on to the destination.
void SpurSearch::markBackwards(std::uint32_t spur, std::span<const std::uint32_t> banned)
{
    m_markTurn[m_destination] = m_turn;
    m_stack.assign(1, m_destination);
    while (!m_stack.empty()) {
        const std::uint32_t node = m_stack.back();
        m_stack.pop_back();
        for (const std::uint32_t arc : m_graph->arcsInto(node)) {
            const std::uint32_t tail = m_graph->from()[arc];
            const bool isLeast =
                isReached(tail) && isOpen(arc) && m_reach[tail] + m_cost[arc] == m_reach[node];
            if (isLeast && m_markTurn[tail] != m_turn && !(tail == spur && isBanned(banned, arc))) {
                m_markTurn[tail] = m_turn;
                if (tail != spur) {
                    m_stack.push_back(tail);
                }
            }
        }
    }
}

void SpurSearch::walkMarked(std::uint32_t spur, std::span<const std::uint32_t> banned,
                            std::vector<std::uint32_t>& out) const
{
    std::uint32_t node = spur;
    while (node != m_destination) {
        const auto isNext = [&](std::uint32_t arc) {
            const std::uint32_t head = m_graph->to()[arc];
            return isOpen(arc) && m_markTurn[head] == m_turn &&
                   m_reach[node] + m_cost[arc] == m_reach[head] && !(node == spur && isBanned(banned, arc));
        };
        std::uint32_t arc = m_graph->firstOut(node);
        while (!isNext(arc)) {
            ++arc;
        }
        out.push_back(arc);
        node = m_graph->to()[arc];
    }
}

} // namespace twin::network
