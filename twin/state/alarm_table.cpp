#include "twin/state/alarm_table.h"

#include <algorithm>
#include <tuple>

namespace twin::state {

namespace {

std::string keyText(const Alarm& alarm)
{
    // Identifiers, types and qualifiers are text without control characters: ingest refuses others.
    std::string out(entityKindName(alarm.kind));
    for (const std::string* part : {&alarm.resourceId, &alarm.type, &alarm.qualifier}) {
        out += '\x1f';
        out += *part;
    }
    return out;
}

bool isWorseOrOlder(const Alarm& a, const Alarm& b)
{
    return std::tie(b.severity, a.raised, a.kind, a.resourceId, a.type, a.qualifier) <
           std::tie(a.severity, b.raised, b.kind, b.resourceId, b.type, b.qualifier);
}

} // namespace

AlarmTable::Outcome AlarmTable::apply(const AlarmReport& report, const EventKey& key)
{
    const std::string text = keyText(report.alarm);
    const auto found = m_active.find(text);
    if (report.alarm.severity == Severity::Cleared) {
        m_endings.note(text, key);
        if (found == m_active.end() || key < found->second.key) {
            return Outcome::Outdated;
        }
        m_active.erase(found);
        m_published = nullptr;
        return Outcome::Changed;
    }
    if (m_endings.isAfter(text, key)) {
        return Outcome::Outdated;
    }
    const TimeNs raised = report.alarm.raised != 0 ? report.alarm.raised : key.time;
    if (found == m_active.end()) {
        if (m_active.size() >= m_maxAlarms) {
            return Outcome::Full;
        }
        Alarm alarm = report.alarm;
        alarm.raised = raised;
        alarm.changed = key.time;
        alarm.count = std::max(1U, alarm.count);
        m_active.emplace(text, Entry{std::move(alarm), key});
        m_published = nullptr;
        return Outcome::Changed;
    }
    Entry& entry = found->second;
    const bool isLatest = entry.key <= key;
    const TimeNs firstRaised = std::min(entry.alarm.raised, raised);
    const std::uint32_t count = entry.alarm.count + 1;
    if (isLatest) {
        entry.alarm = report.alarm;
        entry.alarm.changed = key.time;
        entry.key = key;
    }
    entry.alarm.raised = firstRaised;
    entry.alarm.count = count;
    m_published = nullptr;
    return isLatest ? Outcome::Changed : Outcome::Outdated;
}

void AlarmTable::assign(const std::vector<Alarm>& alarms)
{
    m_active.clear();
    m_endings.clear();
    for (const Alarm& alarm : alarms) {
        m_active.emplace(keyText(alarm), Entry{alarm, EventKey{alarm.changed, 0, 0}});
    }
    m_published = nullptr;
}

EventMemory::Kind AlarmTable::memory() const
{
    EventMemory::Kind out;
    for (const auto& [text, entry] : m_active) {
        out.present.push_back({text, entry.key});
    }
    out.ended = m_endings.marks();
    return out;
}

void AlarmTable::recall(const EventMemory::Kind& memory)
{
    for (const EventMark& mark : memory.present) {
        if (const auto found = m_active.find(mark.id); found != m_active.end()) {
            found->second.key = mark.key;
        }
    }
    for (const EventMark& mark : memory.ended) {
        m_endings.note(mark.id, mark.key);
    }
}

std::shared_ptr<const std::vector<Alarm>> AlarmTable::publish()
{
    if (!m_published) {
        std::vector<Alarm> alarms;
        alarms.reserve(m_active.size());
        for (const auto& [text, entry] : m_active) {
            alarms.push_back(entry.alarm);
        }
        std::sort(alarms.begin(), alarms.end(), isWorseOrOlder);
        m_published = std::make_shared<const std::vector<Alarm>>(std::move(alarms));
    }
    return m_published;
}

} // namespace twin::state
