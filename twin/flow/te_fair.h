#pragma once

#include "twin/flow/te_pricer.h"
#include "twin/flow/te_solution.h"

#include <span>

namespace twin::flow {

/// Max-min fair rates: no commodity can get more without another that has no more getting less.
///
/// Level by level, by linear programs with generated paths (as TeLinear): all commodities not stopped before
/// get the same, as much as can be, or their amount if that is less. Those whose cheapest path has a price
/// there cannot get more in any routing, and stop at that level. Exact up to Clp's tolerance.
/// @param commodities each with a path in `network` (within the delay), source ≠ target, amount > 0
/// @return routing, and levels with their bounds; levels where all get their amounts are not listed
[[nodiscard]] TeSolution shareFairly(const TeNetwork& network, std::span<const TeCommodity> commodities,
                                     const TeSettings& settings);

} // namespace twin::flow
