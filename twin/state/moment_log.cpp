#include "twin/state/moment_log.h"

#include <algorithm>

namespace twin::state {

namespace {

// Rough weights of one entry, strings included.
constexpr std::size_t kSlotBytes = sizeof(std::shared_ptr<const registry::Flow>);
constexpr std::size_t kIndexBytes = 2 * sizeof(IdIndex);
constexpr std::size_t kAlarmBytes = 800;
constexpr std::size_t kSourceBytes = 500;
constexpr std::size_t kUnknownNameBytes = 100;

std::size_t weight(const Directory& directory)
{
    return kIndexBytes + (directory.flows.size() + directory.jobs.size()) * kSlotBytes;
}

std::size_t weight(const std::vector<SourceStatus>& sources)
{
    std::size_t sum = 0;
    for (const SourceStatus& source : sources) {
        sum += kSourceBytes + source.unknownNames.size() * kUnknownNameBytes;
    }
    return sum;
}

} // namespace

bool MomentLog::isDue(TimeNs last, TimeNs now, std::size_t bytes) const
{
    const std::size_t fits = std::max<std::size_t>(1, kListBudget / std::max<std::size_t>(1, bytes));
    return now - last >= m_span / static_cast<TimeNs>(fits);
}

void MomentLog::add(const Snapshot& snapshot)
{
    Moment moment{snapshot.time,     snapshot.version, snapshot.directory, snapshot.time,
                  snapshot.workload, snapshot.alarms,  snapshot.sources,   snapshot.totals};
    const Moment* last = m_moments.empty() ? nullptr : &m_moments.back();
    if (last != nullptr && last->directory != moment.directory &&
        !isDue(last->directoryTime, moment.time, weight(*moment.directory))) {
        moment.directory = last->directory;
        moment.directoryTime = last->directoryTime;
    }
    const auto keepOrTake = [&](auto& list, const auto& held, TimeNs& taken, std::size_t bytes) {
        if (last != nullptr && list != held && !isDue(taken, moment.time, bytes)) {
            list = held;
        } else if (last == nullptr || list != held) {
            taken = moment.time;
        }
    };
    const Moment none;
    const Moment& held = last != nullptr ? *last : none;
    keepOrTake(moment.alarms, held.alarms, m_alarmsTaken, moment.alarms->size() * kAlarmBytes);
    keepOrTake(moment.sources, held.sources, m_sourcesTaken, weight(*moment.sources));
    m_moments.push_back(std::move(moment));
    // The one before the span began says how things stood when it did.
    while (m_moments.size() > 1 && m_moments[1].time <= snapshot.time - m_span) {
        m_moments.pop_front();
    }
}

std::vector<AlarmsSince> MomentLog::alarmLists(TimeRange range) const
{
    std::vector<AlarmsSince> out;
    for (const Moment& moment : m_moments) {
        if (moment.time > range.end) {
            break;
        }
        if (moment.time <= range.begin) {
            out.assign(1, {moment.time, moment.alarms});
        } else if (out.empty() || out.back().alarms != moment.alarms) {
            out.push_back({moment.time, moment.alarms});
        }
    }
    return out;
}

const Moment& MomentLog::at(TimeNs time) const
{
    const auto after =
        std::upper_bound(m_moments.begin(), m_moments.end(), time,
                         [](TimeNs value, const Moment& moment) { return value < moment.time; });
    return after == m_moments.begin() ? *after : *std::prev(after);
}

} // namespace twin::state
