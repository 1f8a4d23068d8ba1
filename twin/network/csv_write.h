#pragma once

#include "twin/network/demands.h"
#include "twin/network/graph.h"

#include <span>
#include <string>

namespace twin::network {

/// `src,dst,bps` and a row for each demand, in their order; nodes by name, numbers that read back exactly.
[[nodiscard]] std::string demandsCsv(const Graph& graph, std::span<const NodeDemand> demands);

/// `arc,bps` and a row for each named arc, in arc order; NaN has no row. The arcs of leaf sites have no name.
[[nodiscard]] std::string loadsCsv(const Graph& graph, std::span<const double> arc_bps);

} // namespace twin::network
