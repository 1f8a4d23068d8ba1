#pragma once

#include "twin/state/snapshot_provider.h"

#include <cstddef>
#include <vector>

namespace twin::state {

/// Puts one unknown point into every stretch longer than `patience` between points, and after the last one if
/// `now` is that far past it. Precondition: ascending times.
[[nodiscard]] std::vector<SeriesPoint> withGaps(std::vector<SeriesPoint> points, TimeNs patience, TimeNs now);

/// At most `maxPoints` points that draw the same picture: of each equal stretch of time the smallest and the
/// largest known value and one unknown point if there is any, in time order. Fewer points than that stay as
/// they are.
[[nodiscard]] std::vector<SeriesPoint> decimated(std::vector<SeriesPoint> points, TimeRange range,
                                                 std::size_t maxPoints);

} // namespace twin::state
