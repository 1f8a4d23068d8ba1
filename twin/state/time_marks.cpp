#include "twin/state/time_marks.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace twin::state {

namespace {

auto keyOf(const Alarm& alarm)
{
    return std::tie(alarm.kind, alarm.resourceId, alarm.type, alarm.qualifier);
}

std::vector<const Alarm*> byKey(const std::vector<Alarm>& alarms)
{
    std::vector<const Alarm*> out;
    out.reserve(alarms.size());
    for (const Alarm& alarm : alarms) {
        out.push_back(&alarm);
    }
    std::ranges::sort(out, [](const Alarm* a, const Alarm* b) { return keyOf(*a) < keyOf(*b); });
    return out;
}

TimeMark markOf(const Alarm& alarm, Severity was, Severity is, TimeNs time)
{
    return {time, is, was, alarm.kind, alarm.resourceId, alarm.type};
}

Severity weightOf(const TimeMark& mark)
{
    return std::max(mark.severity, mark.was);
}

} // namespace

void appendMarks(std::vector<TimeMark>& marks, const std::vector<Alarm>& before,
                 const std::vector<Alarm>& after, TimeNs time)
{
    const std::vector<const Alarm*> old = byKey(before);
    const std::vector<const Alarm*> now = byKey(after);
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < old.size() || j < now.size()) {
        const bool isGone = j == now.size() || (i < old.size() && keyOf(*old[i]) < keyOf(*now[j]));
        const bool isNew = !isGone && (i == old.size() || keyOf(*now[j]) < keyOf(*old[i]));
        if (isGone) {
            marks.push_back(markOf(*old[i], old[i]->severity, Severity::Cleared, time));
            ++i;
        } else if (isNew) {
            marks.push_back(markOf(*now[j], Severity::Cleared, now[j]->severity, time));
            ++j;
        } else {
            if (old[i]->severity != now[j]->severity) {
                marks.push_back(markOf(*now[j], old[i]->severity, now[j]->severity, time));
            }
            ++i;
            ++j;
        }
    }
}

std::vector<TimeMark> worstMarks(std::vector<TimeMark> marks, std::size_t most)
{
    if (marks.size() <= most) {
        return marks;
    }
    std::ranges::stable_sort(marks, [](const TimeMark& a, const TimeMark& b) {
        return std::pair(weightOf(a), a.time) > std::pair(weightOf(b), b.time);
    });
    marks.resize(most);
    std::ranges::stable_sort(marks, {}, &TimeMark::time);
    return marks;
}

} // namespace twin::state
