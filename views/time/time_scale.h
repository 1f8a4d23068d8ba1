#pragma once

#include "twin/state/time_cursor.h"

#include <vector>

namespace views {

/// Where moments of a window lie on a track `width` pixels wide, and where its ticks stand. A plain value.
struct TimeScale
{
    twin::state::TimeRange window;
    double width = 1; ///< > 0

    [[nodiscard]] double x(twin::TimeNs time) const;
    [[nodiscard]] twin::TimeNs time(double x) const;

    /// The distance of labelled ticks: one of 1, 2, 5, 10, 15, 30 s, the same in minutes, 1, 2, 3, 6, 12
    /// hours, 1, 2, 7, 14, 30, 90, 365 days, so that labels of `labelWidth` pixels do not touch.
    [[nodiscard]] twin::TimeNs tickStep(double labelWidth) const;
    /// Multiples of `step` within the window, counted from midnight in UTC+8.
    [[nodiscard]] std::vector<twin::TimeNs> ticks(twin::TimeNs step) const;
};

} // namespace views
