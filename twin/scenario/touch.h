#pragma once

#include "twin/scenario/editor.h"

namespace twin::scenario {

/// What an action on a ground with `edits` done would touch, by the ground's own situation: links and pools
/// it is about, what runs over and in them.
[[nodiscard]] Touch touchOf(const Ground& ground, const Edits& edits, const Action& action);

} // namespace twin::scenario
