#pragma once

#include "twin/network/network_file.h"
#include "twin/proto/registry.pb.h"
#include "twin/support/result.h"

#include <string>

namespace twin::network {

/// The network as a registry snapshot: a site per node, a link and its conduit per link; its demands as a
/// workload, when it has any. Nodes without
/// coordinates are laid out first. `Origin.defaults_applied` carries what was assumed. Identifiers are the
/// nodes' and links' names; conduits are `duct:` + the link's name.
[[nodiscard]] suanwang::registry::v1::SnapshotFile toSnapshot(NetworkFile network);

} // namespace twin::network
