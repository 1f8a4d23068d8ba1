#include "twin/ingest/source_interval.h"

#include <algorithm>

namespace twin::ingest {

namespace {

/// In milliseconds.
constexpr std::array<TimeNs, 30> kUsual{
    100,    200,    250,     500,     1'000,   2'000,   3'000,   4'000,   5'000,   6'000,
    8'000,  10'000, 12'000,  15'000,  20'000,  25'000,  30'000,  40'000,  45'000,  60'000,
    75'000, 90'000, 120'000, 150'000, 180'000, 240'000, 300'000, 600'000, 900'000, 1'800'000};

/// The least of them that is not shorter, but for a twentieth.
TimeNs roundedUp(TimeNs interval)
{
    for (const TimeNs usual : kUsual) {
        if (usual * kMillisecond >= interval - interval / 20) {
            return usual * kMillisecond;
        }
    }
    return kLongestInterval;
}

} // namespace

void SourceInterval::hear(TimeNs time, TimeNs now, std::uint64_t request)
{
    if (m_newest == 0) {
        m_newest = m_before = time;
        m_heard = now;
        m_request = request;
        return;
    }
    if (time <= m_newest) {
        return;
    }
    const TimeNs passed = time - m_newest;
    const bool isNext = request != m_request;
    if (isNext) {
        m_before = m_newest;
        m_waited = now - m_heard;
        m_heard = now;
        m_request = request;
    }
    m_newest = time;
    if (isNext || m_count == 0) {
        m_at = static_cast<std::uint8_t>((m_at + 1U) % m_gaps.size());
        m_count = static_cast<std::uint8_t>(std::min<std::size_t>(m_count + 1U, m_gaps.size()));
        m_gaps[m_at] = 0;
    }
    // A backlog is sent faster than it was collected: what it covers is no interval.
    const TimeNs gap = std::max(passed, std::min(time - m_before, m_waited));
    m_gaps[m_at] = std::max(m_gaps[m_at], std::min(gap, kLongestInterval));
}

TimeNs SourceInterval::typical() const
{
    if (m_count < m_gaps.size()) {
        TimeNs least = 0;
        for (const TimeNs gap : m_gaps) {
            least = gap > 0 && (least == 0 || gap < least) ? gap : least;
        }
        return least;
    }
    const auto& [a, b, c] = m_gaps;
    return std::max(std::min(a, b), std::min(std::max(a, b), c));
}

bool SourceInterval::isRegular() const
{
    const auto [least, most] = std::ranges::minmax(m_gaps);
    return m_count == m_gaps.size() && most <= least / 2 * 3;
}

std::uint32_t SourceInterval::value_ms(TimeNs period, bool isState) const
{
    TimeNs interval = m_count == 0 ? kFirstInterval : roundedUp(typical());
    if (interval < period && (isState || !isRegular())) {
        interval = period;
    }
    return interval == period ? 0 : static_cast<std::uint32_t>(interval / kMillisecond);
}

} // namespace twin::ingest
