#pragma once

#include "twin/network/graph.h"

#include <cstdint>
#include <span>

namespace twin::flow {

/// Load over capacity of the most used arc.
struct WorstArc
{
    double utilisation = 0; ///< dimensionless, 0 when nothing is loaded
    network::ArcIndex arc;  ///< the lowest number of those equally used; none when nothing is loaded
};

/// @param load_bps by arc number
/// Arcs of unlimited capacity (leaf sites) do not count. Cost: O(arcs).
[[nodiscard]] WorstArc worstUtilisation(const network::Graph& graph, std::span<const double> load_bps);

} // namespace twin::flow
