#pragma once

#include "twin/network/graph.h"
#include "twin/network/shortest_paths.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace twin::network {

/// One way through the network: arcs head to tail, no node twice.
struct Route
{
    std::vector<std::uint32_t> arcs;
    std::int64_t cost = 0; ///< in the unit of the cost that was asked for

    friend bool operator==(const Route&, const Route&) = default;
};

/// What a reader wants to know of a route. The nameless arcs between a site as a whole and its routers are
/// no part of the way: they count neither as delay nor as hops.
struct RouteFacts
{
    std::vector<std::uint32_t> arcs;  ///< those with a name
    std::vector<std::uint32_t> nodes; ///< tails of `arcs` and the last head; the start when there are none
    std::vector<registry::CarrierIndex> carriers; ///< in order of passing, a carrier left and met again twice
    TimeNs delay = 0;                             ///< one way
    std::int64_t metric = 0;
    std::uint32_t hops = 0;
    ArcIndex bottleneck; ///< of least capacity, the first of equals; none without arcs
};

/// True for the nameless arc between a site as a whole and one of its routers: it stands for nothing that
/// could fail or fill.
[[nodiscard]] inline bool isInsidePlace(const Graph& graph, std::uint32_t arc)
{
    return !graph.link(arc).isValid() && graph.arcName(arc).empty();
}

/// Facts of `arcs`, which lead from `from` on. Cost: O(arcs).
[[nodiscard]] RouteFacts routeFacts(const Graph& graph, NodeIndex from, std::span<const std::uint32_t> arcs);

/// True if `arcs` lead from `from` to `to` without a node twice, through core nodes only, over none that
/// failed. The independent check of what the searches return.
[[nodiscard]] bool isRoute(const Graph& graph, NodeIndex from, NodeIndex to,
                           std::span<const std::uint32_t> arcs, std::span<const std::uint8_t> failed = {});

/// What two routes have in common, by name, sorted. Places at either route's ends are not counted.
struct SharedRisks
{
    std::vector<std::string> links; ///< and interconnection points
    std::vector<std::string> nodes; ///< places in between: sites, whatever the router
    std::vector<std::string> conduits;
};

/// Compares two routes from `from` to `to`: the proof that a pair is disjoint, made from the graph alone.
[[nodiscard]] SharedRisks sharedRisks(const Graph& graph, NodeIndex from, NodeIndex to,
                                      std::span<const std::uint32_t> first,
                                      std::span<const std::uint32_t> second);

/// Name of an arc without its direction: of the link or interconnection point; empty inside a place.
[[nodiscard]] std::string undirectedName(const Graph& graph, std::uint32_t arc);

} // namespace twin::network
