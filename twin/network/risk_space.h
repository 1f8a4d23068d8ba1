#pragma once

#include "twin/network/risk_groups.h"
#include "twin/network/route.h"

#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace twin::network {

/// The network between two ends as the search for risk-disjoint pairs sees it: walked forwards from `from` or
/// backwards from `to`, with the groups that can matter as bits. Routes are in walking order.
class RiskSpace
{
  public:
    enum class Direction : std::uint8_t { Forwards, Backwards };
    using Set = std::span<const std::uint64_t>;

    /// All arguments but `groups` must outlive it. Precondition: from != to. Cost: two Dijkstras.
    RiskSpace(const Graph& graph, PathCost cost, const RiskGroups& groups, NodeIndex from, NodeIndex to,
              std::span<const std::uint8_t> failed, Direction direction);

    [[nodiscard]] std::uint32_t start() const { return m_start; }

    [[nodiscard]] std::uint32_t goal() const { return m_goal; }

    [[nodiscard]] std::size_t nodeCount() const { return m_toGo.size(); }

    [[nodiscard]] std::size_t words() const { return (m_groupOfBit.size() + 63) / 64; }

    [[nodiscard]] std::int64_t cost(std::uint32_t arc) const { return m_cost[arc]; }

    /// Cheapest cost from `node` to the goal, all groups allowed.
    [[nodiscard]] std::int64_t toGo(std::uint32_t node) const { return m_toGo[node]; }

    /// The node an arc leads to, in walking direction.
    [[nodiscard]] std::uint32_t head(std::uint32_t arc) const
    {
        return m_isBackwards ? m_graph->from()[arc] : m_graph->to()[arc];
    }

    /// Arcs over which a path may go on from `node`, ascending.
    [[nodiscard]] std::span<const std::uint32_t> arcsFrom(std::uint32_t node) const
    {
        return {m_arcs.data() + m_firstArc[node], m_firstArc[node + 1] - m_firstArc[node]};
    }

    [[nodiscard]] bool touches(std::uint32_t arc, Set set) const;
    void addGroups(std::uint32_t arc, std::span<std::uint64_t> set) const;
    [[nodiscard]] std::vector<std::uint64_t> groupsOf(std::span<const std::uint32_t> arcs) const;

    /// The arcs a path must begin and end with.
    struct Ends
    {
        static constexpr std::uint32_t kAny = 0xFFFFFFFF;
        std::uint32_t first = kAny;
        std::uint32_t last = kAny;
    };

    /// The cheapest path from start to goal that touches no group of `set`, if it costs at most `most` (A*).
    [[nodiscard]] std::optional<Route> pathAround(Set set, std::int64_t most)
    {
        return pathAround(set, most, {});
    }

    [[nodiscard]] std::optional<Route> pathAround(Set set, std::int64_t most, const Ends& ends);

    /// Arcs into the goal, ascending.
    [[nodiscard]] std::vector<std::uint32_t> lastArcs() const;

    /// A group without which the goal cannot be reached; it must lie on `shortest`.
    [[nodiscard]] std::optional<std::uint32_t> unavoidableGroup(const Route& shortest);

    /// `route` from `from` to `to`, whatever the walking direction; its own inverse.
    [[nodiscard]] Route inOrder(Route route) const;

  private:
    void measure(PathCost cost, NodeIndex from, NodeIndex to, std::span<const std::uint8_t> failed);
    void storeArcs(std::span<const std::int64_t> reach, std::span<const std::uint8_t> failed);
    void storeBits(const RiskGroups& groups);
    void relaxFrom(std::uint32_t node, Set set, std::int64_t most, const Ends& ends);
    [[nodiscard]] Route wayBack() const;

    const Graph* m_graph;
    bool m_isBackwards;
    std::uint32_t m_start;
    std::uint32_t m_goal;
    std::vector<std::int64_t> m_cost;
    std::vector<std::int64_t> m_toGo;
    std::vector<std::uint32_t> m_firstArc; ///< by node
    std::vector<std::uint32_t> m_arcs;
    std::vector<std::uint32_t> m_firstBit; ///< by arc
    std::vector<std::uint32_t> m_bits;
    std::vector<std::uint32_t> m_groupOfBit;

    std::vector<std::int64_t> m_reach;
    std::vector<std::uint32_t> m_reachArc;
    std::vector<std::pair<std::int64_t, std::uint32_t>> m_heap;
};

} // namespace twin::network
