#pragma once

#include "twin/network/graph.h"

#include <cstdint>
#include <span>
#include <vector>

namespace twin::compute {

/// One of several ways that carry something together.
struct RoutePart
{
    std::vector<std::uint32_t> arcs;
    double rate_bps = 0;
    TimeNs delay = 0; ///< one way
};

/// Traffic from one place to another, over as many ways as it takes.
struct SplitRoute
{
    double rate_bps = 0;          ///< of all parts; less than asked for where there is no more
    std::vector<RoutePart> parts; ///< the widest first
    /// Where less was found than asked for: arcs that are full and whose room together is all there is (a
    /// least cut), by number. Empty when nothing leads there at all.
    std::vector<std::uint32_t> cut;
};

/// Sends `rate_bps` from `src` to `dst` with the least mean delay (successive shortest paths with back-flow,
/// so what cannot be sent could not be by any routing). Traffic passes through core nodes only.
/// @param free_bps room by arc; below one step of 1 kb/s counts as none
/// @param delayMax of every part, one way; 0 = none. Augmenting stops at ways that are longer.
/// Cost: a Bellman-Ford search for every way.
/// Source: Ahuja, Magnanti & Orlin, Network Flows, 9.7.
[[nodiscard]] SplitRoute splitRoute(const network::Graph& graph, std::span<const double> free_bps,
                                    network::NodeIndex src, network::NodeIndex dst, double rate_bps,
                                    TimeNs delayMax = 0);

} // namespace twin::compute
