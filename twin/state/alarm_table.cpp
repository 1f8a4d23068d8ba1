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

std::string voiceText(const std::string& text, const std::string& source)
{
    return text + '\x1e' + source;
}

/// Never after the report itself: its time is the one that was settled when a clock is ahead.
TimeNs raisedAt(const Alarm& alarm, const EventKey& key)
{
    return alarm.raised != 0 ? std::min(alarm.raised, key.time) : key.time;
}

/// What is said in common: the worst severity, the words of who spoke last (by name when at once).
void judge(Alarm& alarm)
{
    alarm.severity = Severity::Cleared;
    const AlarmVoice* last = nullptr;
    for (const AlarmVoice& voice : alarm.voices) {
        alarm.severity = std::max(alarm.severity, voice.severity);
        last = last == nullptr || voice.changed > last->changed ? &voice : last;
    }
    if (last == nullptr) {
        return;
    }
    alarm.source = last->source;
    alarm.changed = last->changed;
    alarm.lasts = last->lasts;
    alarm.text = last->text;
    alarm.details = last->details;
}

AlarmVoice voiceOf(const AlarmReport& report, const EventKey& key)
{
    const Alarm& said = report.alarm;
    return {said.source, said.severity, key.time, said.lasts, said.text, said.details};
}

bool isLasting(const Alarm& alarm)
{
    return std::ranges::any_of(alarm.voices, [](const AlarmVoice& voice) { return voice.lasts > 0; });
}

/// Where a source's voice stands, or would.
std::size_t voicePlace(const Alarm& alarm, const std::string& source)
{
    const auto at = std::lower_bound(
        alarm.voices.begin(), alarm.voices.end(), source,
        [](const AlarmVoice& voice, const std::string& name) { return voice.source < name; });
    return static_cast<std::size_t>(at - alarm.voices.begin());
}

bool speaks(const Alarm& alarm, std::size_t place, const std::string& source)
{
    return place < alarm.voices.size() && alarm.voices[place].source == source;
}

} // namespace

AlarmTable::Outcome AlarmTable::apply(const AlarmReport& report, const EventKey& key)
{
    const std::string text = keyText(report.alarm);
    if (report.isOperatorAction) {
        return act(text, report, key);
    }
    return report.alarm.severity == Severity::Cleared ? clear(text, report, key) : raise(text, report, key);
}

AlarmTable::Outcome AlarmTable::act(const std::string& text, const AlarmReport& report, const EventKey& key)
{
    const auto found = m_active.find(text);
    if (found == m_active.end() || key < found->second.operatorKey) {
        return Outcome::Outdated;
    }
    found->second.operatorKey = key;
    found->second.alarm.operatorState = report.alarm.operatorState;
    found->second.alarm.operatorName = report.alarm.operatorName;
    m_published = nullptr;
    return Outcome::Changed;
}

AlarmTable::Outcome AlarmTable::clear(const std::string& text, const AlarmReport& report, const EventKey& key)
{
    const std::string& source = report.alarm.source;
    m_endings.note(voiceText(text, source), key);
    const auto found = m_active.find(text);
    if (found == m_active.end()) {
        return Outcome::Outdated;
    }
    Entry& entry = found->second;
    const std::size_t place = voicePlace(entry.alarm, source);
    if (!speaks(entry.alarm, place, source) || key < entry.heard[place]) {
        return Outcome::Outdated;
    }
    silence(found, place, key.time);
    return Outcome::Changed;
}

/// One source does not hold it any more; with the last one it ends. Invalidates `at` then.
void AlarmTable::silence(ActiveAlarms::iterator at, std::size_t place, TimeNs time)
{
    Entry& entry = at->second;
    const std::string source = entry.alarm.voices[place].source;
    entry.alarm.voices.erase(entry.alarm.voices.begin() + static_cast<std::ptrdiff_t>(place));
    entry.heard.erase(entry.heard.begin() + static_cast<std::ptrdiff_t>(place));
    judge(entry.alarm);
    m_published = nullptr;
    if (entry.alarm.voices.empty()) {
        entry.alarm.changed = time;
        entry.alarm.source = source;
        const std::string text = at->first;
        Alarm ended = std::move(entry.alarm);
        m_active.erase(at);
        remember(text, std::move(ended));
    }
}

AlarmTable::Outcome AlarmTable::raise(const std::string& text, const AlarmReport& report, const EventKey& key)
{
    if (m_endings.isAfter(voiceText(text, report.alarm.source), key)) {
        return Outcome::Outdated;
    }
    if (report.alarm.lasts > 0) {
        m_lasting.insert(text);
    }
    if (const auto found = m_active.find(text); found != m_active.end()) {
        return hold(found->second, report, key);
    }
    if (m_active.size() >= m_maxAlarms) {
        return Outcome::Full;
    }
    Alarm alarm = report.alarm;
    alarm.raised = raisedAt(alarm, key);
    alarm.count = std::max(1U, alarm.count);
    alarm.voices = {voiceOf(report, key)};
    judge(alarm);
    if (const auto was = m_clearedAt.find(text); was != m_clearedAt.end()) {
        const Alarm& before = *was->second->second;
        if (key.time - before.changed <= kFlapWindow) {
            alarm.raised = std::min(alarm.raised, before.raised);
            alarm.count += before.count;
        }
        forgetCleared(text);
    }
    const EventKey acted = report.hasOperatorState ? key : EventKey{};
    m_active.emplace(text, Entry{std::move(alarm), acted, {key}});
    m_published = nullptr;
    return Outcome::Changed;
}

AlarmTable::Outcome AlarmTable::hold(Entry& entry, const AlarmReport& report, const EventKey& key)
{
    Alarm& alarm = entry.alarm;
    const std::string& source = report.alarm.source;
    const std::size_t place = voicePlace(alarm, source);
    const bool isNew = !speaks(alarm, place, source);
    if (isNew && alarm.voices.size() >= kMaxAlarmVoices) {
        return Outcome::Full;
    }
    const bool isRepeat = !isNew && key.time == entry.heard[place].time &&
                          alarm.voices[place].severity == report.alarm.severity &&
                          alarm.voices[place].text == report.alarm.text && !report.hasOperatorState;
    if (isRepeat) {
        return Outcome::Repeated;
    }
    ++alarm.count;
    alarm.raised = std::min(alarm.raised, raisedAt(report.alarm, key));
    m_published = nullptr;
    if (!isNew && key < entry.heard[place]) {
        return Outcome::Outdated;
    }
    if (isNew) {
        alarm.voices.insert(alarm.voices.begin() + static_cast<std::ptrdiff_t>(place), voiceOf(report, key));
        entry.heard.insert(entry.heard.begin() + static_cast<std::ptrdiff_t>(place), key);
    } else {
        alarm.voices[place] = voiceOf(report, key);
        entry.heard[place] = key;
    }
    judge(alarm);
    if (report.hasOperatorState && entry.operatorKey <= key) {
        entry.operatorKey = key;
        alarm.operatorState = report.alarm.operatorState;
        alarm.operatorName = report.alarm.operatorName;
    }
    return Outcome::Changed;
}

void AlarmTable::remember(const std::string& text, Alarm alarm)
{
    forgetCleared(text);
    m_cleared.emplace_back(text, std::make_shared<const Alarm>(std::move(alarm)));
    m_clearedAt.emplace(text, std::prev(m_cleared.end()));
    if (m_cleared.size() > kMaxClearedAlarms) {
        m_clearedAt.erase(m_cleared.front().first);
        m_cleared.pop_front();
    }
    m_publishedCleared = nullptr;
}

void AlarmTable::forgetCleared(const std::string& text)
{
    const auto found = m_clearedAt.find(text);
    if (found == m_clearedAt.end()) {
        return;
    }
    m_cleared.erase(found->second);
    m_clearedAt.erase(found);
    m_publishedCleared = nullptr;
}

void AlarmTable::assign(const std::vector<Alarm>& alarms,
                        const std::vector<std::shared_ptr<const Alarm>>* cleared)
{
    *this = AlarmTable(m_maxAlarms);
    for (const Alarm& alarm : alarms) {
        Entry entry{alarm, {}, {}};
        if (entry.alarm.voices.empty()) { // a file from before there were any
            entry.alarm.voices = {
                {alarm.source, alarm.severity, alarm.changed, alarm.lasts, alarm.text, alarm.details}};
        }
        for (const AlarmVoice& voice : entry.alarm.voices) {
            entry.heard.push_back({voice.changed, 0, 0});
        }
        const std::string text = keyText(alarm);
        if (isLasting(entry.alarm)) {
            m_lasting.insert(text);
        }
        m_active.emplace(text, std::move(entry));
    }
    for (std::size_t i = 0; cleared != nullptr && i < cleared->size(); ++i) {
        const Alarm& alarm = *(*cleared)[i];
        const std::string text = keyText(alarm);
        m_endings.note(voiceText(text, alarm.source), {alarm.changed, 0, 0});
        remember(text, alarm);
    }
}

EventMemory::Kind AlarmTable::memory() const
{
    EventMemory::Kind out;
    for (const auto& [text, entry] : m_active) {
        out.present.push_back({text, entry.operatorKey});
        for (std::size_t place = 0; place < entry.heard.size(); ++place) {
            out.present.push_back({voiceText(text, entry.alarm.voices[place].source), entry.heard[place]});
        }
    }
    out.ended = m_endings.marks();
    return out;
}

void AlarmTable::recall(const EventMemory::Kind& memory)
{
    std::unordered_map<std::string_view, EventKey> present;
    for (const EventMark& mark : memory.present) {
        present.emplace(mark.id, mark.key);
    }
    const auto keep = [&present](const std::string& id, EventKey& key) {
        if (const auto found = present.find(id); found != present.end()) {
            key = found->second;
        }
    };
    for (auto& [text, entry] : m_active) {
        keep(text, entry.operatorKey);
        for (std::size_t place = 0; place < entry.heard.size(); ++place) {
            keep(voiceText(text, entry.alarm.voices[place].source), entry.heard[place]);
        }
    }
    for (const EventMark& mark : memory.ended) {
        m_endings.note(mark.id, mark.key);
    }
}

/// Sources whose word lasts only so long fall silent.
void AlarmTable::expire(TimeNs now)
{
    for (auto at = m_lasting.begin(); at != m_lasting.end();) {
        auto found = m_active.find(*at);
        while (found != m_active.end()) {
            const auto& voices = found->second.alarm.voices;
            const auto over = std::ranges::find_if(voices, [now](const AlarmVoice& voice) {
                return voice.lasts > 0 && now - voice.changed >= voice.lasts;
            });
            if (over == voices.end()) {
                break;
            }
            silence(found, static_cast<std::size_t>(over - voices.begin()), over->changed + over->lasts);
            found = m_active.find(*at);
        }
        const bool stays = found != m_active.end() && isLasting(found->second.alarm);
        at = stays ? std::next(at) : m_lasting.erase(at);
    }
}

std::shared_ptr<const std::vector<Alarm>> AlarmTable::publish(TimeNs now)
{
    if (now != 0) {
        expire(now);
    }
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

std::shared_ptr<const std::vector<std::shared_ptr<const Alarm>>> AlarmTable::publishCleared()
{
    if (!m_publishedCleared) {
        std::vector<std::shared_ptr<const Alarm>> out;
        out.reserve(m_cleared.size());
        for (const auto& [text, alarm] : m_cleared) {
            out.push_back(alarm);
        }
        m_publishedCleared =
            std::make_shared<const std::vector<std::shared_ptr<const Alarm>>>(std::move(out));
    }
    return m_publishedCleared;
}

} // namespace twin::state
