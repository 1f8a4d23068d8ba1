#pragma once

#include "twin/network/route.h"

#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace twin::network {

/// Two routes of least total cost, `first` the shortest that such a pair can have.
struct RoutePair
{
    Route first;
    Route second;

    [[nodiscard]] std::int64_t cost() const { return first.cost + second.cost; }
};

/// The pair of link- or router-disjoint paths of least total cost: a flow of two units by two shortest-path
/// searches, the second in the residual network under reduced costs (Suurballe, Networks 4 (1974); Bhandari,
/// Survivable Networks (1999), for the split nodes). As every arc costs at least 1, a cheapest pair that
/// shares no arc shares no link in opposite directions either: swapping the ends would be cheaper.
///
/// A workspace: keep one per thread; the graph must outlive it.
class PathPairSearch
{
  public:
    enum class Apart : std::uint8_t {
        Links,
        Routers, ///< links and, between the ends' places, nodes of the graph
    };

    explicit PathPairSearch(const Graph& graph, PathCost cost = PathCost::Delay);

    /// None when there is no such pair. `failed` as everywhere. Precondition: from != to. Cost: two
    /// Dijkstras.
    [[nodiscard]] std::optional<RoutePair> find(NodeIndex from, NodeIndex to, Apart apart,
                                                std::span<const std::uint8_t> failed = {});

  private:
    /// How the second search came to a state: over `arc`, or backwards over it, giving the unit on it back.
    struct Step
    {
        std::uint32_t state = 0;
        std::uint32_t arc = 0;
        bool isBackwards = false;
    };

    void layFirstPath(NodeIndex from, NodeIndex to, Apart apart);
    bool searchSecond();
    void relax(std::uint32_t state, std::int64_t cost, const Step& step);
    void leave(std::uint32_t state);
    void stepBack(std::uint32_t state, std::uint32_t node);
    void augment();
    [[nodiscard]] RoutePair takeApart();
    [[nodiscard]] Route takeShortest();
    void sendAlong(Route& route, std::span<const std::int64_t> toGo);
    void clear();

    [[nodiscard]] std::uint32_t inside(std::uint32_t node) const { return node + m_graph->nodeCount(); }

    const Graph* m_graph;
    std::vector<std::int64_t> m_cost;
    ShortestPaths m_paths;
    std::span<const std::uint8_t> m_failed;
    NodeIndex m_from;
    NodeIndex m_to;
    std::vector<std::uint32_t> m_firstPath;
    std::vector<std::uint8_t> m_units;     ///< on each arc
    std::vector<std::uint32_t> m_pathInto; ///< arc of the first path that enters a node, or kNoArc
    std::vector<std::uint8_t> m_isSplit;
    std::vector<std::int64_t> m_distance; ///< by state: nodes, then the entering sides of split nodes
    std::vector<Step> m_step;
    std::vector<std::pair<std::int64_t, std::uint32_t>> m_heap;
    std::vector<std::uint32_t> m_used; ///< arcs that may carry units
};

} // namespace twin::network
