#pragma once

#include "twin/network/graph.h"
#include "twin/network/shortest_paths.h"

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace twin::flow {

inline constexpr std::uint32_t kWordBits = 64;
inline constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
/// Farther than any path; small enough that a cost can be added.
inline constexpr std::int64_t kFar = std::numeric_limits<std::int64_t>::max() / 4;

/// An arc leaving a node, to a core node.
struct OutArc
{
    std::uint32_t head = 0;
    std::uint32_t arc = 0;
    std::int64_t cost = 0;
};

/// An arc coming from a core node, and its bit in the tail's mask.
struct InArc
{
    std::uint32_t tail = 0;
    std::uint32_t arc = 0;
    std::uint32_t bit = 0;
    std::int64_t cost = 0;
};

/// Where a node's arcs stand.
struct NodeArcs
{
    std::uint32_t firstOut = 0;
    std::uint32_t outCount = 0;
    std::uint32_t firstIn = 0;
    std::uint32_t inCount = 0;
    std::uint32_t firstWord = 0; ///< of the masks that need more than one word; core nodes only
    std::uint32_t wordCount = 1; ///< of its mask
};

/// A Graph laid out for routing towards one destination at a time, failure after failure: only core nodes
/// pass traffic on, so arcs between them stand together.
///
/// Which arcs of a core node are in use is a mask of bits: the k-th is its k-th arc to a core node; behind
/// those come its arcs straight to the destination, where that is a leaf. A word is enough for nearly all.
class SweepGraph
{
  public:
    SweepGraph(const network::Graph& graph, network::PathCost cost);

    [[nodiscard]] const network::Graph& graph() const { return *m_graph; }

    [[nodiscard]] std::uint32_t coreCount() const { return m_coreCount; }

    [[nodiscard]] std::uint32_t nodeCount() const { return m_graph->nodeCount(); }

    [[nodiscard]] std::uint32_t arcCount() const { return m_graph->arcCount(); }

    /// Arcs of `node` to core nodes, by arc number.
    [[nodiscard]] std::span<const OutArc> out(std::uint32_t node) const
    {
        return {m_out.data() + m_nodes[node].firstOut, m_nodes[node].outCount};
    }

    /// Arcs into `node` that come from core nodes, by arc number.
    [[nodiscard]] std::span<const InArc> in(std::uint32_t node) const
    {
        return {m_in.data() + m_nodes[node].firstIn, m_nodes[node].inCount};
    }

    [[nodiscard]] const NodeArcs& arcsOf(std::uint32_t node) const { return m_nodes[node]; }

    /// Words of the masks that need more than one, together.
    [[nodiscard]] std::uint32_t wideWords() const { return m_wideWords; }

    [[nodiscard]] const OutArc* outArcs() const { return m_out.data(); }

    [[nodiscard]] const InArc* inArcs() const { return m_in.data(); }

    /// The arc as the mask of its tail knows it; of an arc from a leaf there is no bit.
    [[nodiscard]] const InArc& place(std::uint32_t arc) const { return m_place[arc]; }

    [[nodiscard]] std::int64_t cost(std::uint32_t arc) const { return m_place[arc].cost; }

  private:
    void placeArcs(std::uint32_t node);
    void storeOut(std::uint32_t node);
    void storeIn(std::uint32_t node);

    const network::Graph* m_graph;
    std::uint32_t m_coreCount;
    std::uint32_t m_wideWords = 0;
    std::vector<NodeArcs> m_nodes;
    std::vector<OutArc> m_out;
    std::vector<InArc> m_in;
    std::vector<InArc> m_place; ///< by arc
};

} // namespace twin::flow
