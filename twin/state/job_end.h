#pragma once

#include "twin/state/snapshot.h"

#include <cstdint>
#include <optional>

namespace twin::state {

/// When a job will end, from how far it says it is: what is left of its work at the planned pace, counted
/// from the moment it said so, to the minute. The plan itself while progress is missing or stale, and for a
/// job that is over. None without a plan. Precondition: `job` is a slot in use.
[[nodiscard]] std::optional<TimeNs> expectedEnd(const Snapshot& snapshot, std::uint32_t job);

} // namespace twin::state
