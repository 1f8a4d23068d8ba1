#pragma once

#include "twin/history/block_source.h"

#include <stop_token>

namespace twin::history {

/// Of each series the newest sample at or before `time` after the moment's checkpoint. Replaces
/// `moment.samples`.
[[nodiscard]] Result<> readMomentSamples(BlockSource& blocks, TimeNs time, const std::stop_token& stop,
                                         PastMoment& moment);

/// Events of frames after the moment's checkpoint are of this time or later.
[[nodiscard]] TimeNs momentEventsFrom(const PastMoment& moment);

} // namespace twin::history
