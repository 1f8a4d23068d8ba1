#pragma once

#include "twin/network/graph.h"
#include "twin/registry/registry.h"

#include <limits>
#include <string>
#include <vector>

namespace twin::flow {

/// How often a conduit is cut and how long that lasts, on average.
struct ConduitReliability
{
    double up_s =
        std::numeric_limits<double>::infinity(); ///< from a repair to the next cut; infinite = never
    double repair_s = 0;

    /// Share of time it is cut.
    [[nodiscard]] double unavailability() const { return repair_s / (up_s + repair_s); }
};

/// What stands in for what a registry or file leaves out.
struct ReliabilityDefaults
{
    double cutsPer1000kmYear = 1.5; ///< field figures are 1 to 2
    double repair_h = 8;            ///< 6 to 12
};

struct Reliability
{
    std::vector<ConduitReliability> conduits; ///< in the order of listFailures(FailureKind::Conduits)
    std::vector<std::string> assumptions;     ///< what was not known, a sentence each
};

/// Of a registry: the conduit's own mean time between failures and to repair; where they are 0, its cuts per
/// 1000 km and year times its route, and the defaults. Of a network file (`registry` null): the route is what
/// light in glass makes in the link's delay (4.9 ns/m), all else the defaults.
[[nodiscard]] Reliability reliabilityOf(const network::Graph& graph, const registry::Registry* registry,
                                        bool includeAccess, const ReliabilityDefaults& defaults = {});

} // namespace twin::flow
