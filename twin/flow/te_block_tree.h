#pragma once

#include "twin/flow/te_network.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace twin::flow {

/// The blocks of a network and how they hang together at articulation points: a forest. In each block one
/// node is its root, where it hangs from the rest; any other node belongs below one block only.
class TeBlockTree
{
  public:
    struct Crossing
    {
        std::uint32_t block = 0;
        std::uint32_t entry = 0; ///< node of the network
        std::uint32_t exit = 0;
    };

    explicit TeBlockTree(const TeNetwork& network);

    [[nodiscard]] std::uint32_t blockCount() const { return static_cast<std::uint32_t>(m_nodes.size()); }

    [[nodiscard]] std::uint32_t blockOfArc(std::uint32_t arc) const { return m_blockOfArc[arc]; }

    /// Nodes of a block, its root first.
    [[nodiscard]] const std::vector<std::uint32_t>& nodesOf(std::uint32_t block) const
    {
        return m_nodes[block];
    }

    /// Place of a node in nodesOf(block).
    [[nodiscard]] std::uint32_t placeOf(std::uint32_t block, std::uint32_t node) const
    {
        return m_nodes[block].front() == node ? 0 : m_place[node];
    }

    /// Blocks between two nodes of one component, in the order of the way. Replaces `out`.
    void crossings(std::uint32_t source, std::uint32_t target, std::vector<Crossing>& out) const;

  private:
    struct Visit
    {
        std::uint32_t node = 0;
        std::uint32_t arcInto = 0;
        std::uint32_t next = 0; ///< in m_around
    };

    void listAround(const TeNetwork& network);
    void search(const TeNetwork& network, std::uint32_t start);
    void enter(std::uint32_t node, std::uint32_t arcInto);
    void step(const TeNetwork& network);
    void leave(const TeNetwork& network);
    void closeBlock(const TeNetwork& network, std::uint32_t root, std::uint32_t arcInto);
    void setDepths();

    std::vector<std::uint32_t> m_firstAround; ///< by node, and one more
    std::vector<std::uint32_t> m_around;      ///< arcs that touch it, either way
    std::vector<std::uint32_t> m_number;      ///< by node, 1 = first visited; 0 = not yet
    std::vector<std::uint32_t> m_low;         ///< lowest number reached from below
    std::vector<std::uint32_t> m_order;       ///< nodes as visited
    std::vector<Visit> m_visits;
    std::vector<std::uint32_t> m_openArcs;
    std::vector<std::uint32_t> m_blockOfArc;
    std::vector<std::vector<std::uint32_t>> m_nodes; ///< by block
    std::vector<std::uint32_t> m_blockAbove;         ///< by node: the block it hangs below; none of roots
    std::vector<std::uint32_t> m_place;              ///< by node: in that block
    std::vector<std::uint32_t> m_depth;              ///< by node: blocks above it
};

} // namespace twin::flow
