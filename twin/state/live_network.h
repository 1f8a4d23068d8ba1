#pragma once

#include "twin/network/graph.h"
#include "twin/state/snapshot.h"

#include <cstdint>
#include <span>
#include <vector>

/// What a snapshot says about the network of its own registry: `graph` is always built from
/// `snapshot.registry`.
namespace twin::state {

/// How well the room of an arc or route is known.
enum class Known : std::uint8_t {
    Measured,
    Stale,   ///< the last load is older than it should be
    Nothing, ///< no load is known: the capacity is all that can be said
};

/// Room on one arc.
struct ArcRoom
{
    double capacity_bps = 0; ///< the live one, or the declared one while the live one is unknown or stale
    double load_bps = 0;     ///< 0 with Known::Nothing
    double free_bps = 0;     ///< capacity less load, at least 0; with Known::Nothing an upper bound
    Known known = Known::Nothing;
    TimeNs sourceTime = 0; ///< of the load
};

/// Room along a route.
struct RouteRoom
{
    network::ArcIndex tightest; ///< least room, by what is known; the first of equals; none on an empty route
    ArcRoom room;               ///< of the tightest arc
    std::uint32_t stale = 0;    ///< arcs whose load is stale
    std::uint32_t unmeasured = 0; ///< arcs of which no load is known

    /// The room is what was measured; otherwise it may be less, or was so some time ago.
    [[nodiscard]] bool isCertain() const { return stale == 0 && unmeasured == 0; }
};

/// Arcs that carry nothing now, one byte per arc: of links and sites last heard to be down. What was never
/// heard of counts as up. Cost: O(links + sites).
[[nodiscard]] std::vector<std::uint8_t> downArcs(const Snapshot& snapshot, const network::Graph& graph);

/// Of an interconnection arc only the capacity is known: no metric reports its load.
[[nodiscard]] ArcRoom arcRoom(const Snapshot& snapshot, const network::Graph& graph, std::uint32_t arc);

/// The nameless arcs inside places have room for anything and are left out.
[[nodiscard]] RouteRoom routeRoom(const Snapshot& snapshot, const network::Graph& graph,
                                  std::span<const std::uint32_t> arcs);

} // namespace twin::state
