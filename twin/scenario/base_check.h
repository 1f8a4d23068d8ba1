#pragma once

#include "twin/scenario/document.h"
#include "twin/scenario/ground.h"
#include "twin/support/result.h"

namespace twin::scenario {

/// Whether a document is about this ground: every hash its base gives must be the ground's. Errors: Invalid,
/// naming both.
[[nodiscard]] Result<> checkBase(const Document& document, const Ground& ground);

/// Whether two documents ask the same ground of one base: traffic and its terms, seed, assumptions.
[[nodiscard]] bool sameGroundOptions(const Document& a, const Document& b);

/// Whether what was done to either can stand beside what was done to the other: the same moment of the same
/// registry, workload and state, with the same traffic, seed and assumptions.
[[nodiscard]] bool sameGround(const Ground& a, const Ground& b);

} // namespace twin::scenario
