#pragma once

#include "twin/support/units.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace twin::ingest {

/// The last source times of a series, by which a repeated point is known.
class RecentTimes
{
  public:
    [[nodiscard]] bool contains(TimeNs time) const
    {
        return time <= m_newest && std::find(m_times.begin(), m_times.end(), time) != m_times.end();
    }

    /// False when `time` is one of them.
    bool insert(TimeNs time)
    {
        if (contains(time)) {
            return false;
        }
        m_newest = std::max(m_newest, time);
        m_times[m_next] = time;
        m_next = static_cast<std::uint8_t>((m_next + 1U) % m_times.size());
        return true;
    }

  private:
    std::array<TimeNs, 16> m_times{};
    TimeNs m_newest = 0;
    std::uint8_t m_next = 0;
};

} // namespace twin::ingest
