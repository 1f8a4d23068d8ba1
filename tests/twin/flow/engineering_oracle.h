#pragma once

#include "twin/network/demands.h"
#include "twin/network/graph.h"
#include "twin/support/units.h"

#include <cstdint>
#include <span>
#include <vector>

/// Traffic engineering the plain way, for tests: the textbook linear programs, nothing generated, nothing
/// decomposed, solved by Clp from scratch.
namespace flow_test {

struct OracleInput
{
    const twin::network::Graph& graph;
    std::span<const twin::network::NodeDemand> demands; ///< b/s, each with a path
    twin::TimeNs maxDelay = 0;                          ///< of the path programs; 0 = any
};

/// Lowest highest utilisation over flows on arcs, a commodity per source. For some 20 nodes.
[[nodiscard]] double lowestUtilisationOnArcs(const OracleInput& input);

/// Most traffic in all, b/s, over flows on arcs.
[[nodiscard]] double mostTrafficOnArcs(const OracleInput& input);

// Over all simple paths, listed one by one. For some 7 nodes.

[[nodiscard]] double lowestUtilisationOnPaths(const OracleInput& input);
[[nodiscard]] double mostTrafficOnPaths(const OracleInput& input);

/// Max-min fair rates, b/s: the highest common level, then for every demand alone whether it can have more;
/// those that cannot stop.
[[nodiscard]] std::vector<double> fairRatesOnPaths(const OracleInput& input);

/// Demands that have a path within the delay.
[[nodiscard]] std::vector<twin::network::NodeDemand> routable(const OracleInput& input);

} // namespace flow_test
