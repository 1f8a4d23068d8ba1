#pragma once

#include "twin/flow/background.h"
#include "twin/flow/model_flows.h"
#include "twin/network/graph.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace twin::flow {

/// What is believed of meters and model. The variance of a residual is the sum of the squares of
///   meter      meterRelative × the larger of measured and expected, and meterFloor × the capacity;
///   staleness  driftPerRootSecond × expected × √(age in s): traffic wanders like a random walk;
///   demands    demandRelative of each background demand on its own, as they are routed (RoutedBackground);
///   flows      each flow's own deviation;
///   change     what is said from outside, e.g. while traffic moves after a failure.
struct UncertaintyModel
{
    double meterRelative = 0.02;
    double meterFloor = 2e-4;
    double driftPerRootSecond = 0.002;
    double demandRelative = 0.10;
    /// Of each group's level, relative to its nominal one (at least 0.1 of level 1): how far the hour of the
    /// day may mislead before telemetry is believed.
    double levelRelative = 0.25;
};

/// What is compared. Spans are by arc number and must outlive the call.
struct ResidualInput
{
    const RoutedBackground& background;
    std::span<const double> nominalLevels; ///< by group
    const FlowLoads& flows;
    std::span<const double> measured_bps; ///< NaN = not measured
    std::span<const double> age_s;        ///< of the readings; empty = all new
    std::span<const double> change_bps;   ///< further deviation; empty = none
    std::span<const std::uint8_t> failed; ///< arcs out of service; empty = none
    bool fitLevels = true;                ///< false: the nominal levels are kept
};

/// What the twin expects of each arc and how far telemetry is from it; by arc number.
struct ArcResiduals
{
    std::vector<double> asked_bps;      ///< what the model puts on the arc, even over its capacity
    std::vector<double> expected_bps;   ///< at most the capacity
    std::vector<double> measured_bps;   ///< NaN = not measured
    std::vector<double> residual_bps;   ///< measured − expected; NaN where not measured
    std::vector<double> deviation_bps;  ///< standard deviation of the residual
    std::vector<double> levels;         ///< by group: fitted
    std::vector<double> levelDeviation; ///< by group; 0 when not fitted
    std::size_t measured = 0;
    double rmsSignificance = 0; ///< √ mean of significance²; about 1 or less when the model is right

    /// residual / deviation; 0 where not measured.
    [[nodiscard]] double significance(std::size_t arc) const;
};

/// Compares. The levels of the groups, on which every link depends, are fitted to all readings at once by
/// weighted least squares with Huber's weights (k = 1.5), so that a few wrong links do not move them, and
/// with a prior around the nominal levels; full and failed arcs do not take part. Cost: O(rounds · arcs ·
/// groups²), some milliseconds for the national network. Source: Huber, "Robust estimation of a location
/// parameter", 1964.
[[nodiscard]] ArcResiduals residuals(const network::Graph& graph, const ResidualInput& input,
                                     const UncertaintyModel& model);

} // namespace twin::flow
