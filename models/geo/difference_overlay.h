#pragma once

#include "models/geo/map_difference.h"
#include "twin/scenario/fork.h"

namespace models {

inline constexpr std::size_t kMaxMoves = 2'000; ///< arcs of moved jobs; the map must not stall on a script

/// What the map shows of an outcome. Never null. Cost: linear in what differs and in the registry's links.
/// @param name of the scenario
[[nodiscard]] MapDifferencePtr differenceOverlay(const twin::scenario::Ground& ground,
                                                 std::shared_ptr<const twin::scenario::Outcome> outcome,
                                                 const QString& name);

/// Whether numbers of the one are numbers of the other.
[[nodiscard]] bool isSameRegistry(const twin::registry::RegistryPtr& a, const twin::registry::RegistryPtr& b);

} // namespace models
