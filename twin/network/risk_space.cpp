#include "twin/network/risk_space.h"

#include "twin/network/distances_from.h"

#include <algorithm>
#include <functional>
#include <iterator>

namespace twin::network {

namespace {

constexpr std::uint32_t kNoBit = 0xFFFFFFFF;

} // namespace

RiskSpace::RiskSpace(const Graph& graph, PathCost cost, const RiskGroups& groups, NodeIndex from,
                     NodeIndex to, std::span<const std::uint8_t> failed, Direction direction)
    : m_graph(&graph)
    , m_isBackwards(direction == Direction::Backwards)
    , m_start(m_isBackwards ? to.value() : from.value())
    , m_goal(m_isBackwards ? from.value() : to.value())
    , m_cost(arcCosts(graph, cost))
    , m_reach(graph.nodeCount())
    , m_reachArc(graph.nodeCount())
{
    measure(cost, from, to, failed);
    storeBits(groups);
}

/// Distances to the goal and the arcs of nodes between start and goal.
void RiskSpace::measure(PathCost cost, NodeIndex from, NodeIndex to, std::span<const std::uint8_t> failed)
{
    ShortestPaths paths(*m_graph, cost);
    paths.run(to, failed);
    std::vector<std::int64_t> toEnd(m_graph->nodeCount(), kUnreachable);
    std::vector<std::int64_t> fromStart = distancesFrom(*m_graph, m_cost, from, failed);
    for (std::uint32_t node = 0; node < m_graph->nodeCount(); ++node) {
        if (node < m_graph->coreCount() || node == from.value() || node == to.value()) {
            toEnd[node] = paths.distance(NodeIndex{node});
        } else {
            fromStart[node] = kUnreachable; // leaves carry no transit
        }
    }
    m_toGo = m_isBackwards ? fromStart : toEnd;
    storeArcs(m_isBackwards ? toEnd : fromStart, failed);
}

void RiskSpace::storeArcs(std::span<const std::int64_t> reach, std::span<const std::uint8_t> failed)
{
    m_firstArc.assign(1, 0);
    const auto store = [&](std::uint32_t node, std::uint32_t arc) {
        const std::uint32_t there = head(arc);
        const bool isWay = reach[node] != kUnreachable && m_toGo[there] != kUnreachable && node != m_goal;
        if (isWay && there != m_start && (failed.empty() || failed[arc] == 0)) {
            m_arcs.push_back(arc);
        }
    };
    for (std::uint32_t node = 0; node < m_graph->nodeCount(); ++node) {
        if (m_isBackwards) {
            for (const std::uint32_t arc : m_graph->arcsInto(node)) {
                store(node, arc);
            }
        } else {
            for (std::uint32_t arc = m_graph->firstOut(node); arc < m_graph->firstOut(node + 1); ++arc) {
                store(node, arc);
            }
        }
        m_firstArc.push_back(static_cast<std::uint32_t>(m_arcs.size()));
    }
}

/// Groups of arcs that no path between the ends can use need no bit.
void RiskSpace::storeBits(const RiskGroups& groups)
{
    std::vector<std::uint32_t> bitOfGroup(groups.count(), kNoBit);
    for (const std::uint32_t arc : m_arcs) {
        for (const std::uint32_t group : groups.groupsOf(arc)) {
            if (bitOfGroup[group] == kNoBit) {
                bitOfGroup[group] = static_cast<std::uint32_t>(m_groupOfBit.size());
                m_groupOfBit.push_back(group);
            }
        }
    }
    m_firstBit.assign(1, 0);
    for (std::uint32_t arc = 0; arc < m_graph->arcCount(); ++arc) {
        for (const std::uint32_t group : groups.groupsOf(arc)) {
            if (bitOfGroup[group] != kNoBit) {
                m_bits.push_back(bitOfGroup[group]);
            }
        }
        m_firstBit.push_back(static_cast<std::uint32_t>(m_bits.size()));
    }
}

bool RiskSpace::touches(std::uint32_t arc, Set set) const
{
    for (std::uint32_t i = m_firstBit[arc]; i < m_firstBit[arc + 1]; ++i) {
        if ((set[m_bits[i] / 64] >> (m_bits[i] % 64) & 1U) != 0) {
            return true;
        }
    }
    return false;
}

void RiskSpace::addGroups(std::uint32_t arc, std::span<std::uint64_t> set) const
{
    for (std::uint32_t i = m_firstBit[arc]; i < m_firstBit[arc + 1]; ++i) {
        set[m_bits[i] / 64] |= std::uint64_t{1} << (m_bits[i] % 64);
    }
}

std::vector<std::uint64_t> RiskSpace::groupsOf(std::span<const std::uint32_t> arcs) const
{
    std::vector<std::uint64_t> out(words(), 0);
    for (const std::uint32_t arc : arcs) {
        addGroups(arc, out);
    }
    return out;
}

std::vector<std::uint32_t> RiskSpace::lastArcs() const
{
    std::vector<std::uint32_t> out;
    std::ranges::copy_if(m_arcs, std::back_inserter(out),
                         [this](std::uint32_t arc) { return head(arc) == m_goal; });
    std::ranges::sort(out);
    return out;
}

std::optional<Route> RiskSpace::pathAround(Set set, std::int64_t most, const Ends& ends)
{
    std::ranges::fill(m_reach, kUnreachable);
    m_heap.clear();
    m_reach[m_start] = 0;
    relaxFrom(m_start, set, most, ends);
    while (!m_heap.empty()) {
        std::ranges::pop_heap(m_heap, std::greater<>());
        const auto [whole, node] = m_heap.back();
        m_heap.pop_back();
        if (node == m_goal) {
            return wayBack();
        }
        if (whole == m_reach[node] + m_toGo[node]) {
            relaxFrom(node, set, most, ends);
        }
    }
    return std::nullopt;
}

void RiskSpace::relaxFrom(std::uint32_t node, Set set, std::int64_t most, const Ends& ends)
{
    for (const std::uint32_t arc : arcsFrom(node)) {
        const std::uint32_t there = head(arc);
        if ((node == m_start && ends.first != Ends::kAny && ends.first != arc) ||
            (there == m_goal && ends.last != Ends::kAny && ends.last != arc)) {
            continue;
        }
        const std::int64_t reach = m_reach[node] + m_cost[arc];
        if (reach < m_reach[there] && reach + m_toGo[there] <= most && !touches(arc, set)) {
            m_reach[there] = reach;
            m_reachArc[there] = arc;
            m_heap.emplace_back(reach + m_toGo[there], there);
            std::ranges::push_heap(m_heap, std::greater<>());
        }
    }
}

Route RiskSpace::wayBack() const
{
    Route out{{}, m_reach[m_goal]};
    for (std::uint32_t node = m_goal; node != m_start;) {
        const std::uint32_t arc = m_reachArc[node];
        out.arcs.push_back(arc);
        node = m_isBackwards ? m_graph->to()[arc] : m_graph->from()[arc];
    }
    std::ranges::reverse(out.arcs);
    return out;
}

std::optional<std::uint32_t> RiskSpace::unavoidableGroup(const Route& shortest)
{
    std::vector<std::uint64_t> one(words(), 0);
    for (const std::uint32_t arc : shortest.arcs) {
        for (std::uint32_t i = m_firstBit[arc]; i < m_firstBit[arc + 1]; ++i) {
            std::ranges::fill(one, 0);
            one[m_bits[i] / 64] = std::uint64_t{1} << (m_bits[i] % 64);
            if (!pathAround(one, kUnreachable - 1)) {
                return m_groupOfBit[m_bits[i]];
            }
        }
    }
    return std::nullopt;
}

Route RiskSpace::inOrder(Route route) const
{
    if (m_isBackwards) {
        std::ranges::reverse(route.arcs);
    }
    return route;
}

} // namespace twin::network
