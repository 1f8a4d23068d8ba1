#pragma once

#include "twin/network/risk_space.h"

#include <cstdint>

namespace twin::network {

/// A cost no risk-disjoint pair can go below, from its four ends: for every choice of first and last arcs of
/// the two paths, each path alone, forced over its own ends and away from the groups of the other's. Sees
/// what a search from one end finds late: that the ends of the one path wall in the other. kUnreachable =
/// there is no pair. 0, without looking, when there are more than a few choices.
[[nodiscard]] std::int64_t boundFromEnds(RiskSpace& space);

} // namespace twin::network
