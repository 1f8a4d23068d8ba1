#pragma once

#include "twin/flow/engineering.h"

namespace twin::flow {

/// Checks an answer from outside: it sees the graph, the demands, the paths and the prices, nothing of how
/// they were found.
///
/// Paths: in service, from source to destination, no node twice, no leaf passed, within the delay; their
/// flows add up to the rates, rates to the demands. Loads: summed anew from the paths, equal to those stated,
/// and within capacity except for Utilisation. Value: computed anew. Bound: computed anew from the prices,
/// with cheapest paths by a search of its own. All to a relative 1e-9. Errors: Internal, saying what is
/// wrong. Cost: O(arcs of the paths) + a Dijkstra per source and level.
[[nodiscard]] Result<> checkEngineering(const network::Graph& graph,
                                        std::span<const network::NodeDemand> demands,
                                        const EngineeringOptions& options, const Engineering& answer);

} // namespace twin::flow
