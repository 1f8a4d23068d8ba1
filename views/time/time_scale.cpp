#include "views/time/time_scale.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace views {

using twin::kHour;
using twin::kMinute;
using twin::kSecond;
using twin::TimeNs;

namespace {

constexpr TimeNs kDay = 24 * kHour;
constexpr TimeNs kBeijingOffset = 8 * kHour;
constexpr std::array kSteps{
    kSecond,     2 * kSecond,  5 * kSecond,  10 * kSecond, 15 * kSecond, 30 * kSecond, kMinute,   2 * kMinute,
    5 * kMinute, 10 * kMinute, 15 * kMinute, 30 * kMinute, kHour,        2 * kHour,    3 * kHour, 6 * kHour,
    12 * kHour,  kDay,         2 * kDay,     7 * kDay,     14 * kDay,    30 * kDay,    90 * kDay, 365 * kDay,
};
constexpr double kRoom = 16; ///< pixels between labels

} // namespace

double TimeScale::x(TimeNs time) const
{
    const double length = static_cast<double>(std::max<TimeNs>(1, window.end - window.begin));
    return static_cast<double>(time - window.begin) / length * width;
}

TimeNs TimeScale::time(double x) const
{
    const double length = static_cast<double>(window.end - window.begin);
    return window.begin + static_cast<TimeNs>(std::llround(x / width * length));
}

TimeNs TimeScale::tickStep(double labelWidth) const
{
    const double length = static_cast<double>(window.end - window.begin);
    const double least = (labelWidth + kRoom) / width * length;
    for (const TimeNs step : kSteps) {
        if (static_cast<double>(step) >= least) {
            return step;
        }
    }
    return kSteps.back() * static_cast<TimeNs>(std::ceil(least / static_cast<double>(kSteps.back())));
}

std::vector<TimeNs> TimeScale::ticks(TimeNs step) const
{
    std::vector<TimeNs> out;
    const TimeNs local = window.begin + kBeijingOffset;
    TimeNs tick = local - local % step - kBeijingOffset;
    for (; tick <= window.end; tick += step) {
        if (tick >= window.begin) {
            out.push_back(tick);
        }
    }
    return out;
}

} // namespace views
