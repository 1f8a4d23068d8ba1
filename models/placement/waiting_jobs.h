#pragma once

#include "twin/compute/placement_request.h"
#include "twin/state/snapshot.h"

#include <cstddef>

namespace models {

/// Jobs of the twin that wait for a place: draft, queued or matched.
[[nodiscard]] std::size_t waitingCount(const twin::state::Snapshot& snapshot);

/// What those jobs ask for, as a jobs file would say it (compute::requestOf), by identifier. Times count from
/// `origin`.
[[nodiscard]] twin::compute::PlacementRequests waitingRequests(const twin::state::Snapshot& snapshot,
                                                               twin::TimeNs origin);

} // namespace models
