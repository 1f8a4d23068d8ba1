#include "twin/compute/occupancy.h"

#include <algorithm>

namespace twin::compute {

TimeSlots::TimeSlots(std::vector<double> times)
    : m_times(std::move(times))
{
    std::ranges::sort(m_times);
    m_times.erase(std::unique(m_times.begin(), m_times.end()), m_times.end());
}

SlotRange TimeSlots::range(double from_s, double to_s) const
{
    const auto at = [&](double time) {
        return static_cast<std::uint32_t>(std::ranges::lower_bound(m_times, time) - m_times.begin());
    };
    return {at(from_s), at(to_s)};
}

Occupancy::Occupancy(std::vector<double> limits, std::uint32_t slots)
    : m_slots(slots)
    , m_limits(std::move(limits))
    , m_taken(m_limits.size())
{}

double Occupancy::left(std::uint32_t thing, SlotRange when) const
{
    const std::vector<double>& row = m_taken[thing];
    if (row.empty() || when.first >= when.last) {
        return m_limits[thing];
    }
    return m_limits[thing] - *std::max_element(row.begin() + when.first, row.begin() + when.last);
}

void Occupancy::take(std::uint32_t thing, SlotRange when, double amount)
{
    std::vector<double>& row = m_taken[thing];
    if (row.empty()) {
        row.assign(m_slots, 0);
    }
    for (std::uint32_t slot = when.first; slot < when.last; ++slot) {
        row[slot] += amount;
    }
}

} // namespace twin::compute
