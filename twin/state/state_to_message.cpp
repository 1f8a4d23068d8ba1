#include "twin/registry/workload_proto.h"
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

template <typename T>
std::vector<std::shared_ptr<const T>> picked(
    const std::vector<std::shared_ptr<const T>>& entries, const std::vector<std::uint32_t>& slots)
{
    std::vector<std::shared_ptr<const T>> out;
    out.reserve(slots.size());
    for (const std::uint32_t slot : slots) {
        out.push_back(entries[slot]);
    }
    return out;
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
}

void fillSection(const Snapshot& snapshot, EntityKind kind, const std::vector<std::uint32_t>& order, pb::SectionState& out)
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

void fillAlarm(const Alarm& alarm, pb::Alarm& out)
{
    wire::AlarmChange& change = *out.mutable_change();
    change.set_kind(static_cast<wire::EntityKind>(static_cast<int>(alarm.kind) + 1));
    change.set_resource_id(alarm.resourceId);
    change.set_alarm_type(alarm.type);
    change.set_qualifier(alarm.qualifier);
    change.set_severity(static_cast<wire::Severity>(static_cast<int>(alarm.severity) + 1));
    change.set_text(alarm.text);
    out.set_raised_ns(alarm.raised);
    out.set_changed_ns(alarm.changed);
    out.set_count(alarm.count);
    out.set_source(alarm.source);
}

Result<> fillWorkload(const Snapshot& snapshot, const std::vector<std::uint32_t>& flowOrder,
    const std::vector<std::uint32_t>& jobOrder, pb::StateFile& file)
{
    const auto flows = picked(snapshot.directory->flows, flowOrder);
    const auto jobs = picked(snapshot.directory->jobs, jobOrder);
    if (snapshot.workload) {
        return registry::toProto(*snapshot.workload, flows, jobs, *file.mutable_workload());
    }
    if (flows.empty() && jobs.empty()) {
        return {};
    }
    // Flows and jobs born of events alone: a workload that holds nothing else.
    auto& workload = *file.mutable_workload();
    workload.set_version("live");
    for (const auto& flow : flows) {
        registry::toProto(*flow, *workload.add_flows());
    }
    for (const auto& job : jobs) {
        registry::toProto(*job, *workload.add_jobs());
    }
    return {};
}

} // namespace

Result<> fillStateMessage(const Snapshot& snapshot, pb::StateFile& file)
{
    file.set_time_ns(snapshot.time);
    if (auto done = registry::toProto(*snapshot.registry, *file.mutable_registry()); !done) {
        return done;
    }
    const auto flowOrder = slotsById(snapshot.directory->flows);
    const auto jobOrder = slotsById(snapshot.directory->jobs);
    if (auto done = fillWorkload(snapshot, flowOrder, jobOrder, file); !done) {
        return done;
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
    return {};
}

} // namespace twin::state
