#pragma once

#include "twin/flow/engineering.h"

#include <string>

namespace twin::flow {

/// The routing as CSV, `demand,src,dst,bps,path`, a row a path: demands count from 0 in the order of the
/// input, the path is arcs joined by `;` (those inside a site have no name and are left out). Rates read back
/// exactly.
[[nodiscard]] std::string pathsCsv(const network::Graph& graph, std::span<const network::NodeDemand> demands,
                                   const TeRouting& routing);

/// Over objective, value, bound, rates and paths: what two runs must agree on.
[[nodiscard]] std::string stateHash(TeObjective objective, const Engineering& answer);

} // namespace twin::flow
