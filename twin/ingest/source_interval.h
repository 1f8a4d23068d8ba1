#pragma once

#include "twin/support/units.h"

#include <array>
#include <cstdint>

namespace twin::ingest {

/// What is assumed of a collector's series that was heard once: a slow scrape.
inline constexpr TimeNs kFirstInterval = kMinute;
inline constexpr TimeNs kLongestInterval = kHour; ///< that is believed

/// How often a series comes, learned from its own times. What counts is when the next value can be here: a
/// sender that collects every second and sends every five has an interval of five. The median of the last
/// three, so that neither a scrape that was missed nor an outage changes it, rounded up to one of a few
/// usual intervals, so that a few milliseconds do not. A plain value.
class SourceInterval
{
  public:
    /// A point that is not older than the ones before, in the request `request` (1, 2, …) that came at `now`.
    void hear(TimeNs time, TimeNs now, std::uint64_t request);

    /// To be sent with a value whose metric has `period`: milliseconds; 0 = as often as the period says. One
    /// that is shorter is believed only when it was regular, and of states (which many send when they change)
    /// never.
    [[nodiscard]] std::uint32_t value_ms(TimeNs period, bool isState) const;

  private:
    [[nodiscard]] TimeNs typical() const;
    [[nodiscard]] bool isRegular() const;

    std::array<TimeNs, 3> m_gaps{};
    std::uint8_t m_at = 0; ///< of the newest
    std::uint8_t m_count = 0;
    std::uint64_t m_request = 0; ///< of the newest point
    TimeNs m_newest = 0;
    TimeNs m_before = 0; ///< the newest before that request
    TimeNs m_heard = 0;  ///< when that request came, by our clock
    TimeNs m_waited = 0; ///< since the request before it
};

} // namespace twin::ingest
