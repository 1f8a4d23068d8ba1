#pragma once

#include "twin/flow/steady_state.h"
#include "twin/scenario/arc_picture.h"
#include "twin/scenario/asked.h"
#include "twin/scenario/situation.h"

namespace twin::scenario {

/// Shares the network out and fills flows and links of `out`. Starts from the ground's steady state where the
/// world is the same, and from nothing elsewhere.
void fillFlows(const Ground& ground, const ArcPicture& picture, const Asked& asked, Situation& out);

} // namespace twin::scenario
