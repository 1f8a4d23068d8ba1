#include "twin/ingest/alarm_mapper.h"

#include "twin/ingest/frame_decoder.h"
#include "twin/proto/telemetry.pb.h"
#include "twin/support/sha256.h"
#include "twin/support/text_encoding.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace twin::ingest {

namespace wire = ::suanwang::telemetry::v1;

namespace {

state::AlarmReport reportOf(const ForeignAlarm& foreign, const MappedAlarm& mapped)
{
    state::AlarmReport out;
    out.alarm.kind = mapped.kind;
    out.alarm.resourceId = mapped.entity;
    out.alarm.type = mapped.type;
    out.alarm.qualifier = mapped.qualifier;
    out.alarm.severity = mapped.severity;
    out.alarm.text = mapped.text;
    out.alarm.raised = foreign.raised;
    out.alarm.lasts = mapped.lasts;
    out.hasOperatorState = foreign.operatorState.has_value();
    out.alarm.operatorState = foreign.operatorState.value_or(state::OperatorState::None);
    out.alarm.operatorName = foreign.operatorName;
    if (!foreign.details.empty()) {
        out.alarm.details = std::make_shared<const std::vector<state::AlarmDetail>>(foreign.details);
    }
    return out;
}

void fill(const state::AlarmReport& report, wire::AlarmChange& out)
{
    const state::Alarm& alarm = report.alarm;
    out.set_kind(static_cast<wire::EntityKind>(static_cast<int>(alarm.kind) + 1));
    out.set_resource_id(alarm.resourceId);
    out.set_alarm_type(alarm.type);
    out.set_qualifier(alarm.qualifier);
    if (!report.isOperatorAction) {
        out.set_severity(static_cast<wire::Severity>(static_cast<int>(alarm.severity) + 1));
    }
    out.set_text(alarm.text);
    out.set_raised_ns(std::max<TimeNs>(alarm.raised, 0));
    out.set_lasts_ns(alarm.lasts);
    if (report.hasOperatorState) {
        out.set_operator_state(static_cast<wire::OperatorState>(static_cast<int>(alarm.operatorState) + 1));
        out.set_operator_name(alarm.operatorName);
    }
    for (std::size_t i = 0; alarm.details && i < std::min(alarm.details->size(), kMaxAlarmDetails); ++i) {
        wire::AlarmDetail& detail = *out.add_details();
        detail.set_name(lineOfText((*alarm.details)[i].name, kMaxIdBytes));
        detail.set_value(lineOfText((*alarm.details)[i].value, kMaxIdBytes));
    }
}

} // namespace

AlarmFate AlarmMapper::unmapped(const ForeignAlarm& alarm, const AlarmAnswer& answer)
{
    AlarmFate out;
    if (answer.isIgnored) {
        m_unmapped.count(UnmappedNames::kIgnored, 1);
        out.kind = AlarmFate::Kind::Ignored;
        return out;
    }
    m_unmapped.count(m_unmapped.number(alarm.said, answer.problem), 1);
    out.kind = AlarmFate::Kind::Unmapped;
    out.reason = answer.problem.empty() ? "no rule takes it" : answer.problem;
    m_error = "alarm " + lineOfText(alarm.said.name, kMaxIdBytes) + ": " + out.reason;
    return out;
}

AlarmFate AlarmMapper::add(const ForeignAlarm& alarm, TimeNs now)
{
    if (MappingPtr current = m_store->current(); current != m_mapping) {
        m_mapping = std::move(current);
        m_unmapped.clear(); // what no rule took may have one now
    }
    const AlarmAnswer answer = m_mapping->mapAlarm(alarm);
    if (!answer.alarm) {
        return unmapped(alarm, answer);
    }
    return report(reportOf(alarm, *answer.alarm), alarm.time != 0 ? alarm.time : now, alarm.identity, now);
}

AlarmFate AlarmMapper::report(const state::AlarmReport& report, TimeNs time, std::string_view identity,
                              TimeNs now)
{
    AlarmFate out;
    out.alarm = report.alarm;
    out.alarm.changed = time;
    out.alarm.raised = report.alarm.raised != 0 ? report.alarm.raised : time;
    if (isRepeat(identity, now)) {
        out.kind = AlarmFate::Kind::Duplicate;
        ++m_counts.duplicate;
        return out;
    }
    m_events.push_back({report, time});
    return out;
}

void AlarmMapper::refuse(std::string_view reason, std::uint64_t count)
{
    m_counts.refused += count;
    m_error = lineOfText(reason, kMaxReasonBytes);
}

bool AlarmMapper::isRepeat(std::string_view identity, TimeNs now)
{
    while (!m_knownOrder.empty() &&
           (m_knownOrder.size() >= kAlarmsRemembered || now - m_knownOrder.front().first > kAlarmMemory)) {
        m_known.erase(m_knownOrder.front().second);
        m_knownOrder.pop_front();
    }
    if (identity.empty()) {
        return false;
    }
    const std::string digits = sha256Hex(identity);
    Hash hash;
    std::from_chars(digits.data(), digits.data() + 16, hash.first, 16);
    std::from_chars(digits.data() + 16, digits.data() + 32, hash.second, 16);
    if (!m_known.insert(hash).second) {
        return true;
    }
    m_knownOrder.emplace_back(now, hash);
    return false;
}

void AlarmMapper::settle(Tally& tally)
{
    Tally names;
    static_cast<void>(m_unmapped.settle(names)); // ignored ones are refused too
    m_counts.refused += names.refused;
    tally.alarms = std::exchange(m_counts, {});
    for (auto& [name, count] : names.unknownNames) {
        tally.unknownNames[name] += count;
    }
    tally.mappingRules.merge(names.mappingRules);
    if (!m_error.empty()) {
        tally.error = std::exchange(m_error, {});
    }
}

void AlarmMapper::take(std::uint64_t& sequence, std::vector<BatchWriter::Frame>& out)
{
    for (const Event& event : m_events) {
        wire::Frame frame;
        frame.mutable_event()->set_sequence(++sequence);
        frame.mutable_event()->set_source_time_ns(event.time);
        fill(event.report, *frame.mutable_event()->mutable_alarm());
        out.push_back({sequence, frame.SerializeAsString()});
    }
    m_events.clear();
}

} // namespace twin::ingest
