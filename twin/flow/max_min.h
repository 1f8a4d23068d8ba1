#pragma once

#include "twin/flow/share_problem.h"

#include <vector>

namespace twin::flow {

/// Weighted max-min fair rates with rate caps and strict priorities, from scratch.
/// @return b/s by flow; infinite for flows that nothing holds back (no link, no cap)
///
/// The rates are the only ones for which no flow can be raised without lowering one of its priority whose
/// rate over weight is not above its own. A priority shares what the ones before it leave; a rest below 1e-12
/// of a link counts as nothing. Exact to rounding (relative 1e-12). Cost: O(incidences · log links). For a
/// network that changes step by step use FairShares.
[[nodiscard]] std::vector<double> maxMinRates(const ShareProblem& problem);

} // namespace twin::flow
