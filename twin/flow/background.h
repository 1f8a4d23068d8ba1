#pragma once

#include "twin/flow/routing_matrix.h"
#include "twin/network/demands.h"
#include "twin/network/graph.h"
#include "twin/registry/workload.h"
#include "twin/support/result.h"

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace twin::flow {

/// Traffic between pairs that rises and falls together: the demands of one profile of the day.
struct DemandGroup
{
    std::string name;
    std::vector<double> pair_bps; ///< by pair, at level 1
};

/// Background demands as a model believes them, apart from any routing.
struct Background
{
    std::shared_ptr<const PairSet> pairs; ///< never null
    std::vector<DemandGroup> groups;
    double unknown_bps = 0; ///< of demands whose ends the graph does not have
};

/// The demands of a workload at their busy rates, one group a profile (one for all without profiles).
[[nodiscard]] Background backgroundOf(const registry::Registry& registry, const registry::Workload& workload,
                                      const network::Graph& graph);
/// A traffic matrix as one group.
[[nodiscard]] Background backgroundOf(const network::DemandSet& demands);

/// Levels of a workload's groups at an hour (UTC+8, fractions interpolated).
[[nodiscard]] std::vector<double> levelsAt(const registry::Workload& workload, double hour);

/// A background routed over a network: what each group puts on each arc at level 1.
struct RoutedBackground
{
    std::vector<std::vector<double>> group_bps; ///< by group, then arc
    /// By group, then arc: Σ over pairs of (share · b/s)², so that demands which are each off on their own by
    /// a part p give a variance of p² of it.
    std::vector<std::vector<double>> group_square;
    std::vector<double> unrouted_bps; ///< by group

    [[nodiscard]] std::size_t groupCount() const { return group_bps.size(); }

    /// Loads at these levels, by arc.
    [[nodiscard]] std::vector<double> loadsAt(std::span<const double> levels) const;
};

/// Errors: those of RoutingMatrix::build. Cost: routing towards every destination, and a walk of every pair.
[[nodiscard]] Result<RoutedBackground>
routeBackground(const network::Graph& graph, const Background& background, const RoutingOptions& options);

/// Loads of a background at given levels, by arc. Cost: routing towards every destination.
[[nodiscard]] Result<std::vector<double>> backgroundLoads(const network::Graph& graph,
                                                          const Background& background,
                                                          std::span<const double> levels,
                                                          const RoutingOptions& options);

} // namespace twin::flow
