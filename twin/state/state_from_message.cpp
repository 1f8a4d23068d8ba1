#include "twin/registry/build.h"
#include "twin/registry/workload_proto.h"
#include "twin/state/alarm_table.h"
#include "twin/state/slot_table.h"
#include "twin/state/source_marks.h"
#include "twin/state/state_message.h"
#include "twin/state/twin_state.h"
#include "twin/state/working_table.h"

#include "twin/proto/registry.pb.h"
#include "twin/proto/state.pb.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace twin::state {

namespace {

namespace pb = suanwang::state::v1;

TimeNs timeFrom(std::int64_t difference, TimeNs base)
{
    return static_cast<TimeNs>(static_cast<std::uint64_t>(difference) + static_cast<std::uint64_t>(base));
}

std::optional<EntityKind> kindFrom(int number)
{
    if (number < 1 || number > static_cast<int>(kEntityKindCount)) {
        return std::nullopt;
    }
    return static_cast<EntityKind>(number - 1);
}

AlarmDetails
detailsFrom(const google::protobuf::RepeatedPtrField<suanwang::telemetry::v1::AlarmDetail>& details)
{
    if (details.empty()) {
        return nullptr;
    }
    auto out = std::make_shared<std::vector<AlarmDetail>>();
    for (const auto& detail : details) {
        out->push_back({detail.name(), detail.value()});
    }
    return out;
}

bool isSeverity(int number)
{
    return number >= static_cast<int>(Severity::Cleared) && number <= static_cast<int>(Severity::Critical);
}

/// Column in our tables of each metric of the section.
Result<std::vector<std::size_t>> columnsOf(const pb::SectionState& section, EntityKind kind)
{
    std::vector<std::size_t> columns;
    for (const std::string& name : section.metric_names()) {
        const MetricInfo* metric = metricByName(name);
        if (metric == nullptr || metric->kind != kind) {
            return failure(ErrorCode::Invalid,
                           "'" + name + "' is not a metric of " + std::string(entityKindName(kind)));
        }
        columns.push_back(metric->column);
    }
    return columns;
}

bool hasEqualLengths(const pb::SectionState& section)
{
    const auto cells = static_cast<std::int64_t>(section.entity_ids_size()) * section.metric_names_size();
    return section.values_size() == cells && section.source_times_ns_size() == cells &&
           section.receive_times_ns_size() == cells && section.epochs_size() == cells &&
           section.sequences_size() == cells && section.qualities_size() == cells &&
           (section.intervals_ms_size() == 0 || section.intervals_ms_size() == cells);
}

Result<Cell> cellFrom(const pb::SectionState& section, int i, TimeNs base)
{
    if (section.qualities(i) > static_cast<std::uint32_t>(Quality::Missing)) {
        return failure(ErrorCode::Invalid,
                       "quality " + std::to_string(section.qualities(i)) + " does not exist");
    }
    return Cell{section.values(i),
                timeFrom(section.source_times_ns(i), base),
                timeFrom(section.receive_times_ns(i), base),
                section.epochs(i),
                section.sequences(i),
                static_cast<Quality>(section.qualities(i)),
                section.intervals_ms_size() > 0 ? section.intervals_ms(i) : 0};
}

std::vector<EventMark> marksFrom(const google::protobuf::RepeatedPtrField<pb::EventMark>& marks)
{
    std::vector<EventMark> out;
    out.reserve(static_cast<std::size_t>(marks.size()));
    for (const pb::EventMark& mark : marks) {
        out.push_back({mark.id(), {mark.time_ns(), mark.epoch(), mark.sequence()}});
    }
    return out;
}

EventMemory::Kind marksFrom(const pb::EventMarks& marks)
{
    return {marksFrom(marks.present()), marksFrom(marks.ended())};
}

/// Numbers that our enumerations do not have would be taken over unseen.
bool hasKnownEnums(const suanwang::registry::v1::Flow& flow)
{
    return suanwang::registry::v1::FlowClass_IsValid(flow.flow_class());
}

bool hasKnownEnums(const suanwang::registry::v1::Job& job)
{
    return suanwang::registry::v1::JobKind_IsValid(job.kind()) &&
           suanwang::registry::v1::JobState_IsValid(job.state()) &&
           suanwang::registry::v1::Precision_IsValid(job.requirement().precision());
}

/// Builds the snapshot piece by piece; each step fails with its reason.
class Reader
{
  public:
    Result<SnapshotPtr> read(pb::StateFile& file);
    Result<SnapshotPtr> read(const pb::StateFile& file, registry::RegistryPtr registry,
                             std::shared_ptr<const registry::Workload> workload);

  private:
    Result<SnapshotPtr> readMoment(const pb::StateFile& file);
    Result<> readRegistry(pb::StateFile& file);
    Result<> readDirectory(const pb::StateFile& file);
    void makeTables();
    Result<> readSection(const pb::SectionState& section);
    static Result<Alarm> readAlarm(const pb::Alarm& saved, bool isCleared);
    Result<> readAlarms(const pb::StateFile& file);

    std::shared_ptr<Snapshot> m_snapshot = std::make_shared<Snapshot>();
    std::vector<std::optional<WorkingTable>> m_tables{kEntityKindCount};
    std::vector<bool> m_isRead = std::vector<bool>(kEntityKindCount);
};

Result<SnapshotPtr> Reader::read(pb::StateFile& file)
{
    if (auto done = readRegistry(file); !done) {
        return failure(done.error());
    }
    return readMoment(file);
}

Result<SnapshotPtr> Reader::read(const pb::StateFile& file, registry::RegistryPtr registry,
                                 std::shared_ptr<const registry::Workload> workload)
{
    m_snapshot->registry = std::move(registry);
    m_snapshot->workload = std::move(workload);
    return readMoment(file);
}

Result<SnapshotPtr> Reader::readMoment(const pb::StateFile& file)
{
    m_snapshot->version = 1;
    m_snapshot->time = file.time_ns();
    m_snapshot->live = false;
    auto sources = sourcesFrom(file);
    if (!sources) {
        return failure(sources.error());
    }
    m_snapshot->sources = std::move(*sources);
    if (auto done = readDirectory(file); !done) {
        return failure(done.error());
    }
    makeTables();
    for (const pb::SectionState& section : file.sections()) {
        if (auto done = readSection(section); !done) {
            return failure(done.error());
        }
    }
    const auto pool = std::make_shared<ChunkPool>();
    for (std::size_t k = 0; k < kEntityKindCount; ++k) {
        m_snapshot->sections[k] = m_tables[k]->publish(pool);
    }
    if (auto done = readAlarms(file); !done) {
        return failure(done.error());
    }
    if (file.has_flow_events() || file.has_job_events() || file.has_alarm_events()) {
        m_snapshot->eventMemory = std::make_shared<const EventMemory>(EventMemory{
            marksFrom(file.flow_events()), marksFrom(file.job_events()), marksFrom(file.alarm_events())});
    }
    return SnapshotPtr(m_snapshot);
}

Result<> Reader::readRegistry(pb::StateFile& file)
{
    if (!file.has_registry()) {
        return failure(ErrorCode::Invalid, "the state has no registry");
    }
    suanwang::registry::v1::SnapshotFile document;
    document.set_format(std::string(registry::kSnapshotFormatName));
    document.mutable_registry()->Swap(file.mutable_registry());
    if (file.has_workload()) {
        document.mutable_workload()->Swap(file.mutable_workload());
    }
    auto loaded = registry::buildRegistry(document);
    if (!loaded) {
        return failure(loaded.error());
    }
    m_snapshot->registry = loaded->registry;
    m_snapshot->workload = loaded->workload;
    return {};
}

Result<> Reader::readDirectory(const pb::StateFile& file)
{
    SlotTable<registry::Flow> flows(kMaxFlows);
    SlotTable<registry::Job> jobs(kMaxJobs);
    for (const auto& flow : file.flows()) {
        if (flow.id().empty() || !hasKnownEnums(flow)) {
            return failure(ErrorCode::Invalid, "flow '" + flow.id() + "': no identifier, or no such class");
        }
        const auto put = flows.put(std::make_shared<const registry::Flow>(registry::flowFrom(flow)), {});
        if (put.outcome != SlotTable<registry::Flow>::Outcome::Added) {
            return failure(ErrorCode::Invalid, "flow '" + flow.id() + "': listed twice, or one too many");
        }
    }
    for (const auto& job : file.jobs()) {
        if (job.id().empty() || !hasKnownEnums(job)) {
            return failure(ErrorCode::Invalid,
                           "job '" + job.id() + "': no identifier, or no such kind or state");
        }
        const auto put = jobs.put(std::make_shared<const registry::Job>(registry::jobFrom(job)), {});
        if (put.outcome != SlotTable<registry::Job>::Outcome::Added) {
            return failure(ErrorCode::Invalid, "job '" + job.id() + "': listed twice, or one too many");
        }
    }
    m_snapshot->directory = std::make_shared<const Directory>(
        Directory{flows.entries(), jobs.entries(), flows.shareIndex(), jobs.shareIndex()});
    return {};
}

void Reader::makeTables()
{
    for (std::size_t k = 0; k < kEntityKindCount; ++k) {
        const auto kind = static_cast<EntityKind>(k);
        m_tables[k].emplace(metricsOf(kind).size());
        m_tables[k]->resize(m_snapshot->registry->count(kind));
    }
    m_tables[static_cast<std::size_t>(EntityKind::Flow)]->resize(m_snapshot->directory->flows.size());
    m_tables[static_cast<std::size_t>(EntityKind::Job)]->resize(m_snapshot->directory->jobs.size());
}

Result<> Reader::readSection(const pb::SectionState& section)
{
    const auto kind = kindFrom(static_cast<int>(section.kind()));
    if (!kind || m_isRead[static_cast<std::size_t>(*kind)]) {
        return failure(ErrorCode::Invalid, "a section of an unknown kind, or a second one of the same");
    }
    m_isRead[static_cast<std::size_t>(*kind)] = true;
    if (!hasEqualLengths(section)) {
        return failure(ErrorCode::BadInput,
                       "section " + std::string(entityKindName(*kind)) + ": arrays of unequal length");
    }
    const auto columns = columnsOf(section, *kind);
    if (!columns) {
        return failure(columns.error());
    }
    WorkingTable& table = *m_tables[static_cast<std::size_t>(*kind)];
    std::vector<Cell> cells;
    int next = 0;
    for (const std::string& id : section.entity_ids()) {
        const auto entity = m_snapshot->find(*kind, id);
        if (!entity) {
            return failure(ErrorCode::Invalid,
                           "section " + std::string(entityKindName(*kind)) + ": '" + id + "' is not known");
        }
        cells.assign(table.metrics(), Cell{});
        for (const std::size_t column : *columns) {
            const auto cell = cellFrom(section, next++, m_snapshot->time);
            if (!cell) {
                return failure(cell.error());
            }
            cells[column] = *cell;
        }
        table.assign(entity->index, cells);
    }
    return {};
}

Result<Alarm> Reader::readAlarm(const pb::Alarm& saved, bool isCleared)
{
    const auto& change = saved.change();
    const auto kind = kindFrom(static_cast<int>(change.kind()));
    const auto severity = static_cast<int>(change.severity()) - 1;
    const auto state = std::max(static_cast<int>(change.operator_state()) - 1, 0); // older files say nothing
    const bool isKnown = kind && isSeverity(severity) && (severity == 0) == isCleared &&
                         state <= static_cast<int>(OperatorState::Unshelved);
    if (!isKnown) {
        return failure(ErrorCode::Invalid,
                       "alarm on '" + change.resource_id() + "': no such kind, severity or operator state");
    }
    Alarm out{*kind,
              change.resource_id(),
              change.alarm_type(),
              change.qualifier(),
              static_cast<Severity>(severity),
              change.text(),
              saved.source(),
              saved.raised_ns(),
              saved.changed_ns(),
              saved.count(),
              change.lasts_ns(),
              static_cast<OperatorState>(state),
              change.operator_name(),
              {},
              detailsFrom(change.details())};
    for (const pb::AlarmVoice& voice : saved.voices()) {
        const int said = static_cast<int>(voice.severity()) - 1;
        if (!isSeverity(said) || said == 0) {
            return failure(ErrorCode::Invalid, "alarm on '" + change.resource_id() + "': no such severity");
        }
        const bool isShown = voice.source() == out.source;
        out.voices.push_back({voice.source(), static_cast<Severity>(said), voice.changed_ns(),
                              voice.lasts_ns(), isShown ? out.text : voice.text(),
                              isShown ? out.details : detailsFrom(voice.details())});
    }
    return out;
}

Result<> Reader::readAlarms(const pb::StateFile& file)
{
    if (static_cast<std::size_t>(file.alarms_size()) > kMaxAlarms ||
        static_cast<std::size_t>(file.cleared_alarms_size()) > kMaxAlarms) {
        return failure(ErrorCode::TooLarge, "more than 50,000 alarms");
    }
    std::vector<Alarm> alarms;
    for (const pb::Alarm& saved : file.alarms()) {
        auto alarm = readAlarm(saved, false);
        if (!alarm) {
            return failure(std::move(alarm.error()));
        }
        alarms.push_back(std::move(*alarm));
    }
    std::vector<std::shared_ptr<const Alarm>> cleared;
    for (const pb::Alarm& saved : file.cleared_alarms()) {
        auto alarm = readAlarm(saved, true);
        if (!alarm) {
            return failure(std::move(alarm.error()));
        }
        cleared.push_back(std::make_shared<const Alarm>(std::move(*alarm)));
    }
    AlarmTable table(kMaxAlarms);
    table.assign(alarms, &cleared);
    m_snapshot->alarms = table.publish(0);
    m_snapshot->clearedAlarms = table.publishCleared(0);
    return {};
}

} // namespace

Result<SnapshotPtr> snapshotFromMessage(pb::StateFile& file)
{
    return Reader().read(file);
}

Result<SnapshotPtr> snapshotFromMoment(const pb::StateFile& file, registry::RegistryPtr registry,
                                       std::shared_ptr<const registry::Workload> workload)
{
    return Reader().read(file, std::move(registry), std::move(workload));
}

} // namespace twin::state
