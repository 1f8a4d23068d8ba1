#include "twin/registry/workload_proto.h"
#include "twin/state/source_marks.h"
#include "twin/state/state_message.h"

#include "twin/proto/state.pb.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace twin::state {

namespace {

namespace pb = suanwang::state::v1;
namespace wire = suanwang::telemetry::v1;

/// Slots in use, by identifier: the order of flows and jobs in the file.
template <typename T>
std::vector<std::uint32_t> slotsById(const std::vector<std::shared_ptr<const T>>& entries)
{
    std::vector<std::uint32_t> slots;
    for (std::uint32_t slot = 0; slot < entries.size(); ++slot) {
        if (entries[slot]) {
            slots.push_back(slot);
        }
    }
    std::sort(slots.begin(), slots.end(), [&](auto a, auto b) { return entries[a]->id < entries[b]->id; });
    return slots;
}

/// Difference of two times; wraps around, as the reader's sum does.
std::int64_t difference(TimeNs time, TimeNs base)
{
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(time) - static_cast<std::uint64_t>(base));
}

void addCell(pb::SectionState& out, const Cell& cell, TimeNs base)
{
    out.add_values(cell.value);
    out.add_source_times_ns(difference(cell.sourceTime, base));
    out.add_receive_times_ns(difference(cell.receiveTime, base));
    out.add_epochs(cell.epoch);
    out.add_sequences(cell.sequence);
    out.add_qualities(static_cast<std::uint32_t>(cell.quality));
    if (cell.interval_ms != 0 || out.intervals_ms_size() > 0) { // none before one that is said
        out.mutable_intervals_ms()->Resize(out.values_size() - 1, 0);
        out.add_intervals_ms(cell.interval_ms);
    }
}

void fillSection(const Snapshot& snapshot, EntityKind kind, const std::vector<std::uint32_t>& order,
                 pb::SectionState& out)
{
    out.set_kind(static_cast<wire::EntityKind>(static_cast<int>(kind) + 1));
    for (const MetricInfo& metric : metricsOf(kind)) {
        out.add_metric_names(std::string(metric.name));
    }
    const int cells = static_cast<int>(order.size() * snapshot.section(kind).metrics());
    out.mutable_values()->Reserve(cells);
    out.mutable_source_times_ns()->Reserve(cells);
    out.mutable_receive_times_ns()->Reserve(cells);
    out.mutable_epochs()->Reserve(cells);
    out.mutable_sequences()->Reserve(cells);
    out.mutable_qualities()->Reserve(cells);
    for (const std::uint32_t entity : order) {
        out.add_entity_ids(snapshot.id({kind, entity}));
        for (const Cell& cell : snapshot.section(kind).cells(entity)) {
            addCell(out, cell, snapshot.time);
        }
    }
}

void fillDetails(const AlarmDetails& details, google::protobuf::RepeatedPtrField<wire::AlarmDetail>& out)
{
    for (std::size_t i = 0; details && i < details->size(); ++i) {
        wire::AlarmDetail& detail = *out.Add();
        detail.set_name((*details)[i].name);
        detail.set_value((*details)[i].value);
    }
}

void fillAlarm(const Alarm& alarm, pb::Alarm& out)
{
    wire::AlarmChange& change = *out.mutable_change();
    change.set_kind(static_cast<wire::EntityKind>(static_cast<int>(alarm.kind) + 1));
    change.set_resource_id(alarm.resourceId);
    change.set_alarm_type(alarm.type);
    change.set_qualifier(alarm.qualifier);
    change.set_severity(static_cast<wire::Severity>(static_cast<int>(alarm.severity) + 1));
    change.set_text(alarm.text);
    change.set_operator_state(static_cast<wire::OperatorState>(static_cast<int>(alarm.operatorState) + 1));
    change.set_operator_name(alarm.operatorName);
    change.set_lasts_ns(alarm.lasts);
    fillDetails(alarm.details, *change.mutable_details());
    for (const AlarmVoice& voice : alarm.voices) {
        pb::AlarmVoice& saved = *out.add_voices();
        saved.set_source(voice.source);
        saved.set_severity(static_cast<wire::Severity>(static_cast<int>(voice.severity) + 1));
        saved.set_changed_ns(voice.changed);
        saved.set_lasts_ns(voice.lasts);
        if (voice.source != alarm.source) {
            saved.set_text(voice.text);
            fillDetails(voice.details, *saved.mutable_details());
        }
    }
    out.set_raised_ns(alarm.raised);
    out.set_changed_ns(alarm.changed);
    out.set_count(alarm.count);
    out.set_source(alarm.source);
}

void fillMarks(const std::vector<EventMark>& marks, google::protobuf::RepeatedPtrField<pb::EventMark>& out)
{
    for (const EventMark& mark : marks) {
        pb::EventMark& written = *out.Add();
        written.set_id(mark.id);
        written.set_time_ns(mark.key.time);
        written.set_epoch(mark.key.epoch);
        written.set_sequence(mark.key.sequence);
    }
}

void fillMarks(const EventMemory::Kind& memory, pb::EventMarks& out)
{
    fillMarks(memory.present, *out.mutable_present());
    fillMarks(memory.ended, *out.mutable_ended());
}

} // namespace

Result<> fillStateMessage(const Snapshot& snapshot, pb::StateFile& file)
{
    if (auto done = registry::toProto(*snapshot.registry, *file.mutable_registry()); !done) {
        return done;
    }
    if (const auto& workload = snapshot.workload) {
        if (auto done =
                registry::toProto(*workload, workload->flows, workload->jobs, *file.mutable_workload());
            !done) {
            return done;
        }
    }
    fillMomentMessage(snapshot, file);
    return {};
}

void fillMomentMessage(const Snapshot& snapshot, pb::StateFile& file)
{
    file.set_time_ns(snapshot.time);
    const auto flowOrder = slotsById(snapshot.directory->flows);
    for (const std::uint32_t slot : flowOrder) {
        registry::toProto(*snapshot.directory->flows[slot], *file.add_flows());
    }
    const auto jobOrder = slotsById(snapshot.directory->jobs);
    for (const std::uint32_t slot : jobOrder) {
        registry::toProto(*snapshot.directory->jobs[slot], *file.add_jobs());
    }
    for (std::size_t k = 0; k < kEntityKindCount; ++k) {
        const auto kind = static_cast<EntityKind>(k);
        std::vector<std::uint32_t> order(snapshot.section(kind).size());
        std::iota(order.begin(), order.end(), 0U);
        if (kind == EntityKind::Flow) {
            order = flowOrder;
        } else if (kind == EntityKind::Job) {
            order = jobOrder;
        }
        fillSection(snapshot, kind, order, *file.add_sections());
    }
    for (const Alarm& alarm : *snapshot.alarms) {
        fillAlarm(alarm, *file.add_alarms());
    }
    for (std::size_t i = 0; snapshot.clearedAlarms && i < snapshot.clearedAlarms->size(); ++i) {
        fillAlarm(*(*snapshot.clearedAlarms)[i], *file.add_cleared_alarms());
    }
    fillSources(snapshot, file);
    if (snapshot.eventMemory) {
        fillMarks(snapshot.eventMemory->flows, *file.mutable_flow_events());
        fillMarks(snapshot.eventMemory->jobs, *file.mutable_job_events());
        fillMarks(snapshot.eventMemory->alarms, *file.mutable_alarm_events());
    }
}

} // namespace twin::state
