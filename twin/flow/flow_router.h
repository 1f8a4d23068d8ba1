#pragma once

#include "twin/network/graph.h"
#include "twin/network/shortest_paths.h"

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace twin::flow {

/// One shortest path for a flow, on a graph with arcs out of service and arcs added. A flow takes one way: at
/// every node one of the equally short arcs, drawn by a hash of the flow's key and the arc's name and ends,
/// as routers do. So the path is a function of the present network and the key, whatever happened before and
/// in whatever order nodes and links are listed: taking out arcs a path does not use leaves it as it is.
///
/// Distances to core nodes are kept until an arc that matters to them changes. Leaves (graph.h) only begin
/// and end paths. The graph must outlive it. Copyable; not thread safe.
class FlowRouter
{
  public:
    /// @param spareArcs how many arcs may be added
    explicit FlowRouter(const network::Graph& graph, network::PathCost cost = network::PathCost::Delay,
                        std::uint64_t seed = 1, std::uint32_t spareArcs = 0);

    /// Arcs of the graph, then those added.
    [[nodiscard]] std::uint32_t arcCount() const { return static_cast<std::uint32_t>(m_arcs.size()); }

    [[nodiscard]] bool isUsable(std::uint32_t arc) const { return m_arcs[arc].isUsable; }

    [[nodiscard]] std::uint32_t from(std::uint32_t arc) const { return m_arcs[arc].from; }

    [[nodiscard]] std::uint32_t to(std::uint32_t arc) const { return m_arcs[arc].to; }

    void setUsable(std::uint32_t arc, bool isUsable);
    /// A new arc, out of service. @param cost > 0, in the unit of the path cost. @return its number
    std::uint32_t addArc(std::uint32_t from, std::uint32_t to, std::int64_t cost);

    /// Cost of the shortest way; network::kUnreachable when there is none.
    [[nodiscard]] std::int64_t distance(std::uint32_t from, std::uint32_t to);

    /// Arcs in order; empty if there is no way, or none to go. Cost: O(arcs · log nodes) for each core node
    /// that is asked for the first time since a change that matters to it, then O(arcs at the nodes of the
    /// path).
    [[nodiscard]] std::vector<std::uint32_t> path(std::uint32_t from, std::uint32_t to, std::uint64_t key);

    /// Whether a shortest way from where `arc` begins to `to` may begin with it.
    [[nodiscard]] bool leadsTo(std::uint32_t arc, std::uint32_t to);
    /// Whether a shortest way may lead over `arc`.
    [[nodiscard]] bool isOnTheWay(std::uint32_t from, std::uint32_t to, std::uint32_t arc);

  private:
    struct Arc
    {
        std::uint32_t from = 0;
        std::uint32_t to = 0;
        std::int64_t cost = 1;
        std::uint64_t identity = 0; ///< of its names, for the draw
        bool isUsable = true;
    };

    /// Where a path enters its destination: a core node, and what is left from there.
    struct Entry
    {
        std::uint32_t core = 0;
        std::int64_t cost = 0;
    };

    [[nodiscard]] std::uint64_t identityOf(std::uint32_t from, std::uint32_t to, std::string_view name) const;
    void knowRow(std::uint32_t core);
    void forgetRow(std::uint32_t core);
    void spread(std::vector<std::int64_t>& row, std::uint32_t from);
    void relaxInto(std::uint32_t node, std::vector<std::int64_t>& row);
    void aim(std::uint32_t to);
    [[nodiscard]] std::int64_t toAim(std::uint32_t node) const;
    [[nodiscard]] std::int64_t over(std::uint32_t arc) const;
    [[nodiscard]] std::int64_t toTail(std::uint32_t node, std::uint32_t arc);
    template <typename Visit> void visitOut(std::uint32_t node, Visit&& visit) const;
    template <typename Visit> void visitInto(std::uint32_t node, Visit&& visit) const;

    const network::Graph* m_graph;
    std::uint64_t m_seed;
    std::vector<Arc> m_arcs;
    std::vector<std::vector<std::int64_t>> m_rows; ///< of all core nodes to one; empty = not known
    std::size_t m_known = 0;                       ///< rows
    std::vector<std::pair<std::int64_t, std::uint32_t>> m_heap;
    std::uint32_t m_aim = 0xFFFFFFFF;
    std::vector<Entry> m_entries;
};

} // namespace twin::flow
