#pragma once

#include "twin/network/demands.h"
#include "twin/network/graph.h"

#include <cstdint>
#include <limits>
#include <span>
#include <utility>
#include <vector>

namespace twin::network {

/// What a path is short in.
enum class PathCost : std::uint8_t { Delay, Metric, Hops };

inline constexpr std::int64_t kUnreachable = std::numeric_limits<std::int64_t>::max();

/// What each arc costs, by arc number: ns, the routing metric, or 1; at least 1.
[[nodiscard]] std::vector<std::int64_t> arcCosts(const Graph& graph, PathCost cost);

/// All shortest paths towards one destination at a time (Dijkstra on the core nodes; leaves hang off it). A
/// reusable workspace: keep one per thread. The graph must outlive it. Equal paths are all kept; where one
/// must be chosen, the lowest arc number wins.
class ShortestPaths
{
  public:
    explicit ShortestPaths(const Graph& graph, PathCost cost = PathCost::Delay);
    /// @param arcCost by arc number, each at least 1
    ShortestPaths(const Graph& graph, std::vector<std::int64_t> arcCost);

    /// Finds the distances to `destination`. `failed`: one byte per arc, non-zero = out of service; empty =
    /// none. It is looked at again by the questions below, so it must outlive them unchanged. Cost: O(arcs ·
    /// log nodes) of the core.
    void run(NodeIndex destination, std::span<const std::uint8_t> failed = {});

    /// Cost from `node` to the destination of the last run, or kUnreachable.
    [[nodiscard]] std::int64_t distance(NodeIndex node) const;
    /// True if `arc` lies on some shortest path to the destination.
    [[nodiscard]] bool onShortestPath(std::uint32_t arc) const;

    /// Routes traffic hop by hop, split equally over the shortest arcs of every node (ECMP).
    /// @param inflow b/s entering at each node, by node number; zeroed on return
    /// @param loads  b/s, by arc number; added to
    /// @return b/s that cannot reach the destination
    double spread(std::span<double> inflow, std::span<double> loads);

    /// One shortest path from `source` in arc numbers; empty when there is none or source is the destination.
    [[nodiscard]] std::vector<std::uint32_t> path(NodeIndex source) const;

  private:
    [[nodiscard]] bool usable(std::uint32_t arc) const { return m_failed.empty() || m_failed[arc] == 0; }

    [[nodiscard]] std::int64_t distanceAt(std::uint32_t node) const; ///< of core nodes and the destination
    void relaxInto(std::uint32_t node);
    void splitFrom(std::uint32_t node, double amount, std::span<double> inflow, std::span<double> loads);

    const Graph* m_graph;
    std::vector<std::int64_t> m_cost;     ///< by arc
    std::vector<std::int64_t> m_distance; ///< by core node, and the destination
    std::vector<std::uint32_t> m_order;   ///< core nodes, nearest first
    std::vector<std::pair<std::int64_t, std::uint32_t>> m_heap;
    std::span<const std::uint8_t> m_failed;
    std::uint32_t m_destination = 0;
};

struct EcmpLoads
{
    std::vector<double> arc_bps; ///< by arc number
    double unrouted_bps = 0;
};

/// Loads of `demands` under shortest-path ECMP routing, demands summed per destination in their order.
[[nodiscard]] EcmpLoads ecmpLoads(const Graph& graph, std::span<const NodeDemand> demands,
                                  std::span<const std::uint8_t> failed = {}, PathCost cost = PathCost::Delay);

} // namespace twin::network
