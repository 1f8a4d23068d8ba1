#pragma once

#include "twin/flow/load_equations.h"

#include <atomic>
#include <vector>

namespace twin::flow {

struct GravityFit
{
    std::vector<double> pair_bps; ///< by pair
    unsigned rounds = 0;
    bool fromTotals = false; ///< fitted to the edge totals alone: every end's were measured
};

/// The gravity model: traffic from i to j is (strength of i as a source) × (of j as a sink), never from a
/// node to itself. Where the edge totals of every end are measured, the strengths are fitted to them alone
/// (iterative proportional fitting). Otherwise they are fitted to every measured row by
/// expectation-maximisation of the Poisson likelihood, and fitting stops when a round improves the deviance
/// by less than 1 %: going on would fit the noise and what is not gravity. Errors: Cancelled. Cost: rounds ×
/// two products of the matrix. Source: Zhang, Roughan, Duffield, Greenberg, "Fast accurate computation of
/// large-scale IP traffic matrices from link loads", SIGMETRICS 2003, section 3.1; Vardi, "Network
/// tomography", JASA 91(433), 1996.
[[nodiscard]] Result<GravityFit> fitGravity(const LoadEquations& equations,
                                            const std::atomic<bool>* cancelled = nullptr);

} // namespace twin::flow
