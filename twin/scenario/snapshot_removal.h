#pragma once

#include "twin/registry/snapshot_file.h"
#include "twin/scenario/command.h"

namespace twin::scenario {

/// Takes a link, a conduit with every link in it, or a pool with its access out of a snapshot, and everything
/// that would point to them: waves, tunnels, paths of flows, flows that end there, placements, reservations,
/// offers.
void removeFrom(registry::pb::SnapshotFile& file, const Target& target);

} // namespace twin::scenario
