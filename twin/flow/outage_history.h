#pragma once

#include "twin/flow/reliability.h"

#include <cstdint>
#include <map>
#include <span>
#include <vector>

namespace twin::flow {

/// What is cut at the same time: conduits by number, ascending.
using CutSet = std::vector<std::uint32_t>;

/// How long each set of conduits was cut in one stretch of simulated time, s.
using OutageHistory = std::map<CutSet, double>;

/// Simulates the conduits for `years`: each is cut and repaired on its own, times exponential, and the
/// stretch begins in the steady state. A pure function of its arguments, so stretches can run in any order.
/// @param stretch names its random streams
/// Cost: O(cuts · log conduits). Memory: the sets that occur.
[[nodiscard]] OutageHistory simulateOutages(std::span<const ConduitReliability> conduits, double years,
                                            std::uint64_t seed, std::uint64_t stretch);

/// Cuts and repairs to be expected.
[[nodiscard]] double expectedEvents(std::span<const ConduitReliability> conduits, double years);
/// Conduits that are down at an instant, on average.
[[nodiscard]] double expectedDown(std::span<const ConduitReliability> conduits);

} // namespace twin::flow
