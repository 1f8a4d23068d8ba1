#pragma once

#include "twin/network/graph.h"
#include "twin/registry/workload.h"
#include "twin/support/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace twin::network {

inline constexpr double kMaxDemand_bps = 1e18; ///< more is a mistake in the file

/// Traffic between two nodes.
struct NodeDemand
{
    NodeIndex src;
    NodeIndex dst;
    double bps = 0;
};

/// A traffic matrix on a graph, in its source's order. Several demands may join the same pair of nodes.
struct DemandSet
{
    std::vector<NodeDemand> demands;
    std::vector<std::string> classes;  ///< by demand; empty = none has one
    std::vector<std::string> warnings; ///< what was left out, a sentence each
    std::uint64_t listed = 0;          ///< as the source lists them
};

/// What is asked of the national network at one hour: background demands at their factor of that hour, then
/// the flows at their requested rates, all routed (given paths are not kept).
/// @param hour local (UTC+8), [0, 24), fractions are interpolated; the workload's busyHour is the usual one
[[nodiscard]] DemandSet workloadDemands(const registry::Registry& registry,
                                        const registry::Workload& workload, const Graph& graph, double hour);

/// Where a demand of the workload enters: the carrier's router at a site, or the place as a whole when no
/// carrier is named or it has none there. None when the identifier is unknown.
[[nodiscard]] NodeIndex demandNode(const registry::Registry& registry, const Graph& graph,
                                   const std::string& id, const std::string& carrier);

/// Factor at a fractional hour, linear between the hours, periodic.
[[nodiscard]] double factorAt(const registry::HourProfile& profile, double hour);

} // namespace twin::network
