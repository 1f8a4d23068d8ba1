#pragma once

#include "twin/scenario/outcome.h"

namespace twin::scenario {

/// Sums the changes of an outcome by tenant and enterprise into it.
void rollUp(const Ground& ground, Outcome& out);

} // namespace twin::scenario
