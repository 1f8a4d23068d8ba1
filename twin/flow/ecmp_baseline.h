#pragma once

#include "twin/flow/engineering.h"
#include "twin/network/shortest_paths.h"

#include <optional>

namespace twin::flow {

/// What routing by the networks' own rule reaches on the same input: shortest paths, split equally hop by hop
/// (ECMP). Delay limits mean nothing to it.
///
/// Utilisation: of the fullest arc. Concurrent: its inverse. Throughput and MaxMin: rates are max-min fair
/// over the paths ECMP gives, its splits kept, demands as caps; their sum, and the lowest level that stops a
/// demand. None when nothing limits the demands, when none is stopped (MaxMin), or when there are too many
/// (demand, arc) pairs to list. Cost: O(destinations · arcs) for utilisations; O((demands + arcs) · arcs)
/// beside the list for rates.
[[nodiscard]] std::optional<double> ecmpBaseline(const network::Graph& graph,
                                                 std::span<const network::NodeDemand> demands,
                                                 const EngineeringOptions& options,
                                                 network::PathCost cost = network::PathCost::Metric);

} // namespace twin::flow
