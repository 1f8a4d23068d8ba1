#pragma once

#include "views/map/frame_items.h"

namespace views {

/// Fills `out.pools` and `out.members` for `out.view`: pools nearer to a larger one than `clusterDistance_px`
/// join its circle (greedy from the largest down, ties by number, so the same scene always clusters alike).
/// Selected pools stay alone and are last, to be drawn on top.
void clusterPools(const models::MapScene& scene, const Projection& projection, FrameItems& out);

} // namespace views
