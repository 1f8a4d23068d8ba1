#pragma once

#include "twin/network/graph.h"
#include "twin/support/units.h"

#include <cstdint>
#include <span>
#include <vector>

namespace twin::network {

/// What lies within one bound of a place.
struct LatencyCircle
{
    TimeNs bound = 0; ///< one way; what takes exactly as long lies within
    std::uint32_t sites = 0;
    std::uint32_t pools = 0;
    GflopsByPrecision gflops; ///< declared by its pools in service
};

/// One-way latency from a place over the network, the place itself at 0; kUnreachable where no path leads.
/// Delays are those the registry or file says of fibre and equipment, not measured ones.
struct LatencyReach
{
    std::vector<TimeNs> siteDelay;      ///< by SiteIndex
    std::vector<TimeNs> poolDelay;      ///< by PoolIndex
    std::vector<LatencyCircle> circles; ///< as asked for
};

/// Bounds of the national computing network's circles: metropolitan, regional, national.
inline constexpr TimeNs kLatencyCircles[]{kMillisecond, 5 * kMillisecond, 20 * kMillisecond};

/// @param registry names the pools and their FLOPS; null for a network file
/// @param failed   one byte per arc, non-zero = out of service; empty = none
/// Cost: one Dijkstra, and O(places · bounds).
[[nodiscard]] LatencyReach latencyReach(const Graph& graph, const registry::Registry* registry,
                                        NodeIndex from, std::span<const TimeNs> bounds,
                                        std::span<const std::uint8_t> failed = {});

} // namespace twin::network
