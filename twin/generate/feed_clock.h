#pragma once

#include "twin/generate/feed_options.h"
#include "twin/support/units.h"

namespace twin::generate {

/// One moment of a feed: the time its samples are stamped with, and where the simulated world is then.
struct FeedMoment
{
    TimeNs time = 0;    ///< source time
    double seconds = 0; ///< simulated seconds since the start
    double hour = 0;    ///< simulated hour of the day, UTC+8, 0 <= hour < 24
};

/// From source time to simulated time. A pure function of the options.
class FeedClock
{
  public:
    explicit FeedClock(const FeedOptions& options);

    [[nodiscard]] FeedMoment at(TimeNs time) const;

  private:
    TimeNs m_start;
    double m_speed;
    double m_startHour;
};

/// How busy people are, 0..1 over the hours of the day (UTC+8): least at about 4, most at about 20 to 21.
[[nodiscard]] double dailyCurve(double hour);

/// Outdoor warmth, -1..1 over the day: coolest at 3, warmest at 15.
[[nodiscard]] double warmthCurve(double hour);

} // namespace twin::generate
