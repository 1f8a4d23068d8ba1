#pragma once

#include "twin/flow/te_descent.h"
#include "twin/flow/te_solution.h"

#include <span>

namespace twin::flow {

/// The lowest highest utilisation of a network, and how it is reached.
///
/// Block by block when paths may be of any delay, in one piece otherwise.
/// @param commodities each with a path in `network` (within the delay), source ≠ target, amount > 0
/// @param gap relative, between value and bound
/// @param exact to the optimum of the linear program
[[nodiscard]] TeSolution minimiseUtilisation(const TeNetwork& network,
                                             std::span<const TeCommodity> commodities, double gap, bool exact,
                                             const TeSettings& settings);

} // namespace twin::flow
