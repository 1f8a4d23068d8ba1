#pragma once

#include "twin/scenario/edits.h"
#include "twin/scenario/ground.h"

#include <set>
#include <vector>

namespace twin::scenario {

/// Links a work's elements are or hold, by number in the ground's registry: of a conduit those in it, of a
/// site those that end there, of an interconnection those that meet there.
[[nodiscard]] std::set<std::uint32_t> linksOf(const Ground& ground, const PlannedWork& work);

/// What is down of that which a work is about: its elements themselves, and what they hold. What is
/// drained or degraded is not down.
/// @param edits what is in force, without the works
[[nodiscard]] std::vector<Target> downOf(const Ground& ground, const PlannedWork& work, const Edits& edits);

} // namespace twin::scenario
