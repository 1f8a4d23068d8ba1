#pragma once

#include "twin/scenario/demand_base.h"
#include "twin/support/result.h"

#include <cstddef>
#include <span>

namespace twin::scenario {

/// Fewest days a growth is fitted to: two whole weeks, for weekends are quieter.
inline constexpr std::size_t kLeastDays = 14;
/// A forecast reaches at most so many times as far ahead as its history goes back.
inline constexpr double kMostAhead = 4;

/// How traffic has grown, and what that makes of it at a date.
struct GrowthFit
{
    bool isExponential = false; ///< the better fit; otherwise linear
    double factor = 1;          ///< at the date, over the moment it is seen from
    double low = 1;             ///< 95 % interval of the factor
    double high = 1;
    std::size_t days = 0; ///< that it was fitted to
};

/// Fits a line and an exponential to the days by least squares, takes the one with the smaller sum of squares
/// in b/s, and follows it from the moment `from` to `at`. The interval is that of the slope (Student's t, 95
/// %); it says nothing of what will change.
/// @param days in order, each > 0
/// Errors: Invalid (too few days, too far ahead, a date that has passed, a line that ends below zero).
[[nodiscard]] Result<GrowthFit> fitGrowth(std::span<const DayLoad> days, TimeNs from, TimeNs at);

} // namespace twin::scenario
