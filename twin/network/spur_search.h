#pragma once

#include "twin/network/graph.h"
#include "twin/network/shortest_paths.h"

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace twin::network {

/// The least way from a node to the destination that avoids some nodes and does not begin with some arcs:
/// what Yen's algorithm asks again and again. Distances to the destination without those bans bound every
/// answer from below; mostly the answer is read off them, otherwise an A* search guided by them finds it. Of
/// equally cheap ways the one with the lowest arc numbers, compared from the start, is returned. A workspace;
/// the graph and the costs must outlive it.
class SpurSearch
{
  public:
    SpurSearch(const Graph& graph, std::span<const std::int64_t> cost);

    /// Sets where to go and what is out of service (one byte per arc, empty = nothing). Cost: O(nodes).
    void aim(const ShortestPaths& paths, NodeIndex source, NodeIndex destination,
             std::span<const std::uint8_t> failed);

    /// Cost from `node` to the destination without bans; kUnreachable for leaves that are not an end.
    [[nodiscard]] std::int64_t toGo(std::uint32_t node) const { return m_toGo[node]; }

    void unblockAll();

    void block(std::uint32_t node) { m_blocked[node] = m_blockTurn; }

    /// No way from `spur` can be cheaper; kUnreachable when there is none. Cost: O(arcs of the node).
    [[nodiscard]] std::int64_t bound(std::uint32_t spur, std::span<const std::uint32_t> banned) const;

    /// Appends the least way from `spur` (a blocked node) to `out`, if there is one of cost <= `most`.
    /// @return its cost, or kUnreachable
    std::int64_t find(std::uint32_t spur, std::span<const std::uint32_t> banned, std::int64_t most,
                      std::vector<std::uint32_t>& out);

  private:
    [[nodiscard]] bool isOpen(std::uint32_t arc) const
    {
        const std::uint32_t head = m_graph->to()[arc];
        return m_toGo[head] != kUnreachable && m_blocked[head] != m_blockTurn &&
               (m_failed.empty() || m_failed[arc] == 0);
    }

    bool walkTight(std::uint32_t spur, std::span<const std::uint32_t> banned, std::int64_t target,
                   std::vector<std::uint32_t>& out) const;
    std::int64_t search(std::uint32_t spur, std::span<const std::uint32_t> banned, std::int64_t most);
    void relaxFrom(std::uint32_t node, std::span<const std::uint32_t> banned, std::int64_t most);
    void markBackwards(std::uint32_t spur, std::span<const std::uint32_t> banned);
    void walkMarked(std::uint32_t spur, std::span<const std::uint32_t> banned,
                    std::vector<std::uint32_t>& out) const;

    [[nodiscard]] bool isReached(std::uint32_t node) const { return m_reachTurn[node] == m_turn; }

    const Graph* m_graph;
    std::span<const std::int64_t> m_cost;
    std::span<const std::uint8_t> m_failed;
    std::uint32_t m_destination = 0;
    std::vector<std::int64_t> m_toGo;
    std::vector<std::uint32_t> m_blocked; ///< the turn in which a node was blocked
    std::uint32_t m_blockTurn = 1;
    std::vector<std::int64_t> m_reach; ///< cost from the spur, where m_reachTurn says so
    std::vector<std::uint32_t> m_reachTurn;
    std::vector<std::uint32_t> m_markTurn; ///< the node lies on some least way
    std::uint32_t m_turn = 0;
    std::vector<std::pair<std::int64_t, std::uint32_t>> m_heap; ///< (bound of the whole way, node)
    std::vector<std::uint32_t> m_stack;
};

} // namespace twin::network
