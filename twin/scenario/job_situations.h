#pragma once

#include "twin/scenario/arc_picture.h"
#include "twin/scenario/asked.h"
#include "twin/scenario/situation.h"

namespace twin::scenario {

/// Fills `out.jobs`, and the cards taken and working of `out.pools`, from the flows of `out` and the pools'
/// states. Times to finish follow from those of the ground's own situation, where it has one already.
void fillJobs(const Ground& ground, const ArcPicture& picture, const Asked& asked, Situation& out);

} // namespace twin::scenario
