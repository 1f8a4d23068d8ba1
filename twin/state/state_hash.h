#pragma once

#include "twin/state/snapshot.h"

#include <string>

namespace twin::state {

/// SHA-256 over the registry's and workload's versions, every value with its times and order, flows and jobs
/// by identifier and the alarms. Two snapshots of equal state have equal hashes, whatever order things
/// arrived in and whatever slots flows and jobs took; version, publish time, sources and totals are not part
/// of it. Cost: a pass over all values and their bytes hashed (some ms at national size).
[[nodiscard]] std::string stateHash(const Snapshot& snapshot);

} // namespace twin::state
