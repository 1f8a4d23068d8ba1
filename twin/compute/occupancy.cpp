#include "twin/compute/occupancy.h"

#include <algorithm>
#include <utility>

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

Occupancy::Occupancy(std::vector<double> limits)
    : m_limits(std::move(limits))
    , m_taken(m_limits.size())
{}

double Occupancy::left(std::uint32_t thing, SlotRange when) const
{
    double now = 0; // taken when the range begins
    thread_local std::vector<std::pair<std::uint32_t, double>>
        changes; // its memory is kept: asked very often
    changes.clear();
    for (const Stretch& stretch : m_taken[thing]) {
        if (stretch.when.last <= when.first || stretch.when.first >= when.last) {
            continue;
        }
        if (stretch.when.first <= when.first) {
            now += stretch.amount;
        } else {
            changes.emplace_back(stretch.when.first, stretch.amount);
        }
        if (stretch.when.last < when.last) {
            changes.emplace_back(stretch.when.last, -stretch.amount);
        }
    }
    // At one slot what ends comes before what begins: negative amounts sort first.
    std::ranges::sort(changes);
    double most = when.first < when.last ? now : 0;
    for (const auto& [slot, amount] : changes) {
        now += amount;
        most = std::max(most, now);
    }
    return m_limits[thing] - most;
}

void Occupancy::take(std::uint32_t thing, SlotRange when, double amount)
{
    if (when.first >= when.last || amount == 0) {
        return; // transfers hold no cards
    }
    std::vector<Stretch>& taken = m_taken[thing];
    const auto same = std::ranges::find_if(taken, [&](const Stretch& one) {
        return one.when.first == when.first && one.when.last == when.last && one.amount == -amount;
    });
    if (amount < 0 && same != taken.end()) {
        taken.erase(same);
    } else {
        taken.push_back({when, amount});
    }
}

} // namespace twin::compute
