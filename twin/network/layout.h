#pragma once

#include "twin/network/network_file.h"

namespace twin::network {

/// Gives every node without coordinates a place: that of the file's drawing, scaled, where no node has
/// coordinates; else the barycentre of
/// its neighbours that have one (repeated outwards), moved aside so that no two nodes lie on each other;
/// nodes that nothing reaches go on a circle around the rest. Marks them `computedPosition` and says so in
/// `defaultsApplied`. Deterministic. Cost: O(rounds × links).
void computeLayout(NetworkFile& network);

} // namespace twin::network
