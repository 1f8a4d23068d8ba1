#pragma once

#include "twin/scenario/edits.h"
#include "twin/scenario/ground.h"
#include "twin/support/result.h"

namespace twin::scenario {

/// The ground's own world, or one with what commands add; shared by all who hold one with the same additions.
/// Errors: Invalid (what is added breaks a rule of registries).
[[nodiscard]] Result<WorldPtr> worldOf(const Ground& ground, const Edits& edits);

} // namespace twin::scenario
