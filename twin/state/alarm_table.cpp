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

AlarmVoice voiceOf(const AlarmReport& report, const EventKey& key)
{
    const Alarm& said = report.alarm;
    return {said.source, said.severity, key.time, said.lasts, said.text, said.details};
}

/// When a source's word is over if nobody says more.
TimeNs endOf(const AlarmVoice& voice)
{
    return voice.lasts > 0 && voice.changed < kEndsNever - voice.lasts ? voice.changed + voice.lasts
                                                                       : kEndsNever;
}

/// The voice whose end comes first (by name when at once); there is one at least.
std::size_t firstToEnd(const Alarm& alarm)
{
    const auto at = std::ranges::min_element(alarm.voices, {}, endOf);
    return static_cast<std::size_t>(at - alarm.voices.begin());
}

/// Without that voice; with the last one it is over, as of `time`.
void takeVoice(Alarm& alarm, std::size_t place, TimeNs time)
{
    std::string source = std::move(alarm.voices[place].source);
    alarm.voices.erase(alarm.voices.begin() + static_cast<std::ptrdiff_t>(place));
    judge(alarm);
    if (alarm.voices.empty()) {
        alarm.changed = time;
        alarm.source = std::move(source);
    }
}

/// What of an alarm is left at `now`: no voices when it is over.
Alarm leftAt(const Alarm& alarm, TimeNs now)
{
    Alarm out = alarm;
    while (!out.voices.empty()) {
        const std::size_t place = firstToEnd(out);
        const TimeNs end = endOf(out.voices[place]);
        if (end > now) {
            break;
        }
        takeVoice(out, place, end);
    }
    return out;
}

bool endedBefore(const std::shared_ptr<const Alarm>& a, const std::shared_ptr<const Alarm>& b)
{
    return std::tie(a->changed, a->kind, a->resourceId, a->type, a->qualifier) <
           std::tie(b->changed, b->kind, b->resourceId, b->type, b->qualifier);
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

AlarmTable::Outcome AlarmTable::apply(const AlarmReport& report, const EventKey& key)
{
    const std::string text = keyText(report.alarm);
    // By the time of reports alone, so that the live twin, the fold and a replay come to the same. What ended
    // long ago makes room; a report of before the end, which finds the alarm as it was, is hardly that late.
    sweep(key.time - kFlapWindow);
    if (const auto found = m_active.find(text); found != m_active.end()) {
        lapse(found, key.time);
    }
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

/// One source does not hold it any more; with the last one it ends: true, and `at` is no more.
bool AlarmTable::silence(ActiveAlarms::iterator at, std::size_t place, TimeNs time)
{
    Entry& entry = at->second;
    takeVoice(entry.alarm, place, time);
    entry.heard.erase(entry.heard.begin() + static_cast<std::ptrdiff_t>(place));
    m_published = nullptr;
    schedule(at);
    if (!entry.alarm.voices.empty()) {
        return false;
    }
    const std::string text = at->first;
    Alarm ended = std::move(entry.alarm);
    m_active.erase(at);
    remember(text, std::move(ended));
    return true;
}

/// After a change of the voices.
void AlarmTable::schedule(ActiveAlarms::iterator at)
{
    Entry& entry = at->second;
    const auto& voices = entry.alarm.voices;
    const TimeNs end = voices.empty() ? kEndsNever : endOf(voices[firstToEnd(entry.alarm)]);
    if (end == entry.end) {
        return;
    }
    m_ends.erase({entry.end, at->first});
    entry.end = end;
    if (end != kEndsNever) {
        m_ends.emplace(end, at->first);
    }
}

/// Sources whose word lasts only so long fall silent. `at` may be no more.
void AlarmTable::lapse(ActiveAlarms::iterator at, TimeNs now)
{
    bool isOver = false;
    while (!isOver && at->second.end <= now) {
        const Entry& entry = at->second;
        const std::size_t place = firstToEnd(entry.alarm);
        // What it said up to then does not raise the alarm again when it is delivered once more.
        m_endings.note(voiceText(at->first, entry.alarm.voices[place].source), entry.heard[place]);
        isOver = silence(at, place, entry.end);
    }
}

/// Of all alarms.
void AlarmTable::sweep(TimeNs now)
{
    while (!m_ends.empty() && m_ends.begin()->first <= now) {
        lapse(m_active.find(m_ends.begin()->second), now);
    }
}

AlarmTable::Outcome AlarmTable::raise(const std::string& text, const AlarmReport& report, const EventKey& key)
{
    if (m_endings.isAfter(voiceText(text, report.alarm.source), key)) {
        return Outcome::Outdated;
    }
    if (const auto found = m_active.find(text); found != m_active.end()) {
        const Outcome outcome = hold(found->second, report, key);
        schedule(found);
        return outcome;
    }
    if (m_active.size() >= m_maxAlarms) {
        sweep(key.time);
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
    schedule(m_active.emplace(text, Entry{std::move(alarm), acted, {key}}).first);
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
    const bool isAction = report.hasOperatorState && entry.operatorKey <= key;
    const bool saysAction = isAction && (alarm.operatorState != report.alarm.operatorState ||
                                         alarm.operatorName != report.alarm.operatorName);
    const bool isRepeat = !isNew && key.time == entry.heard[place].time &&
                          alarm.voices[place].severity == report.alarm.severity &&
                          alarm.voices[place].text == report.alarm.text && !saysAction;
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
    if (isAction) {
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
        if (const auto [at, isNew] = m_active.emplace(keyText(alarm), std::move(entry)); isNew) {
            schedule(at);
        }
    }
    for (std::size_t i = 0; cleared != nullptr && i < cleared->size(); ++i) {
        const Alarm& alarm = *(*cleared)[i];
        const std::string text = keyText(alarm);
        if (alarm.lasts == 0) { // else nobody may have said that it is over
            m_endings.note(voiceText(text, alarm.source), {alarm.changed, 0, 0});
        }
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

void AlarmTable::look(TimeNs now)
{
    if (m_published && m_publishedCleared && m_shownFrom <= now && now < m_shownUntil) {
        return;
    }
    std::vector<Alarm> raised;
    std::vector<std::shared_ptr<const Alarm>> lapsed;
    raised.reserve(m_active.size());
    m_shownFrom = std::numeric_limits<TimeNs>::min();
    m_shownUntil = kEndsNever;
    for (const auto& [text, entry] : m_active) {
        if (entry.end > now) {
            m_shownUntil = std::min(m_shownUntil, entry.end);
            raised.push_back(entry.alarm);
            continue;
        }
        m_shownFrom = now;
        Alarm left = leftAt(entry.alarm, now);
        if (left.voices.empty()) {
            lapsed.push_back(std::make_shared<const Alarm>(std::move(left)));
        } else {
            m_shownUntil = std::min(m_shownUntil, endOf(left.voices[firstToEnd(left)]));
            raised.push_back(std::move(left));
        }
    }
    std::sort(raised.begin(), raised.end(), isWorseOrOlder);
    m_published = std::make_shared<const std::vector<Alarm>>(std::move(raised));
    if (m_publishedCleared && !m_showsLapsed && lapsed.empty()) {
        return;
    }
    m_showsLapsed = !lapsed.empty();
    std::sort(lapsed.begin(), lapsed.end(), endedBefore);
    std::vector<std::shared_ptr<const Alarm>> cleared;
    cleared.reserve(m_cleared.size() + lapsed.size());
    for (const auto& [text, alarm] : m_cleared) {
        cleared.push_back(alarm);
    }
    cleared.insert(cleared.end(), lapsed.begin(), lapsed.end());
    const std::size_t surplus = cleared.size() - std::min(cleared.size(), kMaxClearedAlarms);
    cleared.erase(cleared.begin(), cleared.begin() + static_cast<std::ptrdiff_t>(surplus));
    m_publishedCleared =
        std::make_shared<const std::vector<std::shared_ptr<const Alarm>>>(std::move(cleared));
}

std::shared_ptr<const std::vector<Alarm>> AlarmTable::publish(TimeNs now)
{
    look(now);
    return m_published;
}

std::shared_ptr<const std::vector<std::shared_ptr<const Alarm>>> AlarmTable::publishCleared(TimeNs now)
{
    look(now);
    return m_publishedCleared;
}

} // namespace twin::state
