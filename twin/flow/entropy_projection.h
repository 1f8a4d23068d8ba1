#pragma once

#include "twin/flow/load_equations.h"

#include <atomic>
#include <span>
#include <vector>

namespace twin::flow {

struct ProjectionOptions
{
    /// How far the prior may be off: a demand as large as the mean prior has this relative standard
    /// deviation, one n times as large 1/√n of it. > 0.
    double priorSpread = 1;
    unsigned maxRounds = 100; ///< Newton steps
    double tolerance = 1e-8;  ///< of the gradient, relative to the measured values
    const std::atomic<bool>* cancelled = nullptr;
};

struct Projection
{
    std::vector<double> pair_bps; ///< by pair, none negative
    double objective = 0;         ///< what is minimised, dimensionless
    double bound = 0;             ///< no matrix has a lower objective (dual value)
    double chiSquare = 0;         ///< of the measured rows
    unsigned rounds = 0;
    unsigned products = 0; ///< with the matrix or its transpose
    bool converged = false;
};

/// The traffic matrix nearest to a prior that explains the measured loads: minimises, over x >= 0,
///     (1 / (spread² · mean prior)) Σ (x ln(x / prior) − x + prior)  +  ½ Σ ((A x − value) / deviation)²,
/// the first sum over the pairs, the second over the measured rows. A pair whose prior is 0 stays 0; one
/// without a path keeps its prior. Solved on the dual, one multiplier a row, by Newton's method whose systems
/// conjugate gradients solve; the dual value certifies the result.
/// @param prior_bps by pair, none negative; warmed by @param multipliers (by row; empty = zeros), which
/// return the final ones
/// Errors: BadInput when the prior is all zero; Cancelled. Cost: products × (steps of the matrix + pairs).
/// Source: Zhang, Roughan, Lund, Donoho, "An information-theoretic approach to traffic matrix estimation",
/// SIGCOMM 2003; with exact loads the limit is that of multiplicative scaling (MART).
[[nodiscard]] Result<Projection> projectOnLoads(const LoadEquations& equations,
                                                std::span<const double> prior_bps,
                                                const ProjectionOptions& options,
                                                std::vector<double>& multipliers);

} // namespace twin::flow
