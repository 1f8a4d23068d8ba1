#pragma once

#include "twin/flow/load_equations.h"
#include "twin/network/demands.h"
#include "twin/network/measurement_file.h"
#include "twin/network/shortest_paths.h"

#include <atomic>
#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace twin::flow {

struct DeduceOptions
{
    network::PathCost cost = network::PathCost::Metric; ///< what the routing is short in
    MeterNoise noise;
    double priorSpread = 1; ///< see ProjectionOptions; where the search for it begins
    unsigned threads = 1;
    const std::atomic<bool>* cancelled = nullptr;
};

/// What is measured, and what is believed beforehand.
struct DeduceInput
{
    std::span<const double> arc_bps;             ///< by arc number; NaN = not measured
    const network::EdgeTotals* totals = nullptr; ///< may be null
    const network::DemandSet* prior = nullptr;   ///< null: the gravity model over all pairs of ends
    std::span<const std::uint8_t> failed = {};   ///< by arc; empty = none
};

/// A traffic matrix made of link loads.
struct Deduction
{
    std::shared_ptr<const PairSet> pairs;
    std::vector<double> prior_bps;    ///< by pair; 0 where there is no path
    std::vector<double> pair_bps;     ///< by pair: the estimate
    std::vector<double> priorArc_bps; ///< loads the prior would give, by arc
    std::vector<double> arc_bps;      ///< loads the estimate gives, by arc
    std::size_t measured = 0;         ///< equations: arcs and edge totals
    std::size_t unreachablePairs = 0;
    double unreachable_bps = 0; ///< of the prior given, left out
    bool gravityFromTotals = false;
    unsigned gravityRounds = 0;   ///< 0 with a prior given
    double priorSpread = 0;       ///< the one it ended with
    double chiSquare = 0;         ///< of the equations
    double expectedChiSquare = 0; ///< what meter noise alone would leave
    double objective = 0;         ///< of the projection, with its certified lower bound
    double bound = 0;
    unsigned rounds = 0;   ///< Newton steps
    unsigned products = 0; ///< with the routing matrix
    bool converged = false;
};

/// Where traffic may start and end: pools and routers of a registry, every node of a network file. Sites of
/// several carriers as a whole are not (their routers are); nodes without any arc are not.
[[nodiscard]] std::vector<network::NodeIndex> trafficEnds(const network::Graph& graph);

/// Deduces the traffic matrix: ECMP routing matrix, prior (gravity or given), projection on the measured
/// loads (entropy_projection.h). The prior is believed as far as the meters let it: of spreads a factor of
/// √10 apart the least at which chiSquare <= expectedChiSquare is taken, at most six steps up or down from
/// the one given. Errors: BadInput (nothing is measured; the prior is all zero), TooLarge, Cancelled. Cost:
/// routing, then some 100 to 1,000 products of the matrix (docs/benchmarks.md).
[[nodiscard]] Result<Deduction> deduce(const network::Graph& graph, const DeduceInput& input,
                                       const DeduceOptions& options);

/// The estimate as a matrix, by source, then destination, demands of 0 left out.
[[nodiscard]] std::vector<network::NodeDemand> demandsOf(const PairSet& pairs,
                                                         std::span<const double> pair_bps);

} // namespace twin::flow
