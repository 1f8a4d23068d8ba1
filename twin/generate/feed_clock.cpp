#include "twin/generate/feed_clock.h"

#include <cmath>
#include <numbers>

namespace twin::generate {

namespace {

constexpr double kTwoPi = 2.0 * std::numbers::pi;
constexpr TimeNs kChinaOffset = 8 * kHour;

double hourOfDay(TimeNs time)
{
    const TimeNs inDay = ((time + kChinaOffset) % kDay + kDay) % kDay;
    return static_cast<double>(inDay) / static_cast<double>(kHour);
}

} // namespace

FeedClock::FeedClock(const FeedOptions& options)
    : m_start(options.startTime)
    , m_speed(options.speed)
    , m_startHour(options.startHour ? *options.startHour : hourOfDay(options.startTime))
{}

FeedMoment FeedClock::at(TimeNs time) const
{
    const double seconds = static_cast<double>(time - m_start) / static_cast<double>(kSecond) * m_speed;
    double hour = std::fmod(m_startHour + seconds / 3600.0, 24.0);
    if (hour < 0.0) {
        hour += 24.0;
    }
    return {time, seconds, hour};
}

double dailyCurve(double hour)
{
    return 0.55 + 0.35 * std::cos(kTwoPi * (hour - 18.0) / 24.0) +
           0.15 * std::cos(2.0 * kTwoPi * (hour - 21.0) / 24.0);
}

double warmthCurve(double hour)
{
    return std::cos(kTwoPi * (hour - 15.0) / 24.0);
}

} // namespace twin::generate
