#pragma once

#include "twin/flow/pair_set.h"
#include "twin/network/demands.h"

#include <cstddef>
#include <span>

namespace twin::flow {

/// How far an estimated traffic matrix is from the true one.
struct DemandErrors
{
    std::size_t trueDemands = 0;  ///< pairs with traffic in the true matrix
    std::size_t largeDemands = 0; ///< the largest of them that carry 90 % of the traffic
    double meanRelative = 0;      ///< mean over the large ones of |estimate − true| / true
    double rmse_bps = 0;          ///< √ mean over all pairs of (estimate − true)²
    double spatial = 0;           ///< √ Σ (estimate − true)² / √ Σ true²
    double totalRatio = 0;        ///< Σ estimate / Σ true
};

/// Part of the traffic that the demands of `meanRelative` carry.
inline constexpr double kLargeShare = 0.9;

/// Compares an estimate with the true demands. Pairs are those of both; a pair that `pairs` does not have is
/// estimated as 0. All zero when nothing is true. Cost: O((pairs + demands) · log).
[[nodiscard]] DemandErrors demandErrors(const PairSet& pairs, std::span<const double> pair_bps,
                                        std::span<const network::NodeDemand> truth);

/// How far fitted loads are from measured ones; both without a unit.
struct LinkFit
{
    double rmsRelative = 0; ///< √ Σ (fitted − measured)² / √ Σ measured²
    double worstShare = 0;  ///< the greatest |fitted − measured|, as a share of the largest measured value
};

/// Compares loads arc by arc: both spans have one entry, in b/s, for each arc. Arcs that are not measured
/// (NaN) do not count; both results are 0 when nothing, or only zeros, is measured. Cost: O(arcs).
[[nodiscard]] LinkFit linkFit(std::span<const double> fitted_bps, std::span<const double> measured_bps);

} // namespace twin::flow
