#pragma once

#include "twin/support/units.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace twin::ingest {

/// Durations in buckets of an eighth of an octave (at most 12 % wide), from 1 µs to about two hours. A plain
/// value.
class LatencyHistogram
{
  public:
    void add(TimeNs duration, std::uint64_t weight = 1)
    {
        m_counts[bucketOf(duration)] += weight;
        m_total += weight;
    }

    /// The upper edge of the bucket in which the share `fraction` (0..1) is reached; 0 when empty.
    [[nodiscard]] TimeNs quantile(double fraction) const
    {
        const auto wanted = static_cast<std::uint64_t>(fraction * static_cast<double>(m_total));
        std::uint64_t seen = 0;
        for (std::size_t i = 0; i < m_counts.size() && m_total > 0; ++i) {
            seen += m_counts[i];
            if (seen > wanted || seen == m_total) {
                return upperEdge(i);
            }
        }
        return 0;
    }

    [[nodiscard]] std::uint64_t total() const { return m_total; }

  private:
    static constexpr std::size_t kOctaves = 33;
    static constexpr std::size_t kParts = 8;

    static std::size_t bucketOf(TimeNs duration)
    {
        const auto us = static_cast<std::uint64_t>(std::max<TimeNs>(duration / kMicrosecond, 1));
        const auto octave = static_cast<std::size_t>(std::bit_width(us)) - 1;
        const std::size_t part = octave >= 3 ? (us >> (octave - 3)) & 7U : (us << (3 - octave)) & 7U;
        return std::min(octave * kParts + part, kOctaves * kParts - 1);
    }

    static TimeNs upperEdge(std::size_t bucket)
    {
        const double octave = static_cast<double>(std::uint64_t{1} << (bucket / kParts));
        return static_cast<TimeNs>(octave * (1.0 + static_cast<double>(bucket % kParts + 1) / kParts)) *
               kMicrosecond;
    }

    std::array<std::uint64_t, kOctaves * kParts> m_counts{};
    std::uint64_t m_total = 0;
};

} // namespace twin::ingest
