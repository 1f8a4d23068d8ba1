#pragma once

#include "twin/scenario/ground.h"
#include "twin/support/result.h"

#include <atomic>

namespace twin::scenario {

/// The same base with the traffic of its busy hour; null when the ground's own is that already (BusyHour, and
/// Forecast, which is a busy hour grown). Made by who asks first, the others wait; the ground keeps it
/// (until Ground::forgetN1). Any thread. Errors:
/// those of Ground::of; Cancelled.
[[nodiscard]] Result<GroundPtr> busyGround(const Ground& ground, unsigned threads,
                                           const std::atomic<bool>* cancelled);

} // namespace twin::scenario
