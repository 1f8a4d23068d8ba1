#include "twin/state/twin_state.h"

#include "twin/state/alarm_table.h"
#include "twin/state/slot_table.h"
#include "twin/state/working_table.h"
#include "twin/support/assert.h"

#include <algorithm>
#include <array>
#include <thread>
#include <utility>

namespace twin::state {

namespace {

std::size_t number(EntityKind kind)
{
    return static_cast<std::size_t>(kind);
}

bool isDirectoryKind(EntityKind kind)
{
    return kind == EntityKind::Flow || kind == EntityKind::Job;
}

bool isOver(registry::JobState state)
{
    using enum registry::JobState;
    return state == Done || state == Failed || state == Cancelled;
}

std::string workloadVersion(const std::shared_ptr<const registry::Workload>& workload)
{
    return workload ? workload->version + '\n' + workload->sha256 : std::string();
}

using Flows = SlotTable<registry::Flow>;
using Jobs = SlotTable<registry::Job>;

} // namespace

struct TwinState::Impl
{
    std::shared_ptr<ChunkPool> pool = std::make_shared<ChunkPool>();
    std::array<WorkingTable, kEntityKindCount> tables;
    registry::RegistryPtr registry = std::make_shared<const registry::Registry>();
    std::shared_ptr<const registry::Workload> workload;
    Flows flows{kMaxFlows};
    Jobs jobs{kMaxJobs};
    AlarmTable alarms{kMaxAlarms};
    std::shared_ptr<const Directory> directory; ///< null: changed since the last publish
    std::uint64_t version = 0;
#ifdef SUANWANG_CHECKS
    mutable std::thread::id owner;
#endif

    Impl()
    {
        for (std::size_t kind = 0; kind < kEntityKindCount; ++kind) {
            tables[kind] = WorkingTable(metricsOf(static_cast<EntityKind>(kind)).size());
        }
    }

    /// Binds to the first thread that calls, and claims it stays that one.
    void checkThread() const
    {
#ifdef SUANWANG_CHECKS
        if (owner == std::thread::id()) {
            owner = std::this_thread::get_id();
        }
        TWIN_ASSERT(owner == std::this_thread::get_id(), "TwinState has one writer");
#endif
    }

    WorkingTable& table(EntityKind kind) { return tables[number(kind)]; }

    /// A table of the new registry's size with the values of entities that stay.
    [[nodiscard]] WorkingTable carried(EntityKind kind, const registry::Registry& next) const
    {
        const WorkingTable& before = tables[number(kind)];
        WorkingTable out(before.metrics());
        out.resize(next.count(kind));
        for (std::uint32_t i = 0; i < out.size(); ++i) {
            const auto held = registry->find(kind, next.id({kind, i}));
            if (held && held->index < before.size()) {
                out.assign(i, before.cells(held->index));
            }
        }
        return out;
    }

    /// Flows or jobs of `list` in fresh slots, with the values of those known before.
    template <typename T>
    void adopt(SlotTable<T>& slots, EntityKind kind, const std::vector<std::shared_ptr<const T>>& list,
               std::size_t bound)
    {
        SlotTable<T> next(bound);
        WorkingTable cells(table(kind).metrics());
        for (const auto& entry : list) {
            const auto change = next.put(entry, {});
            if (change.outcome == SlotTable<T>::Outcome::Added) {
                cells.resize(next.entries().size());
                if (const auto held = slots.find(entry->id)) {
                    cells.assign(change.slot, table(kind).cells(*held));
                }
            }
        }
        slots = std::move(next);
        table(kind) = std::move(cells);
        directory = nullptr;
    }

    void adoptWorkload(const registry::Workload* next)
    {
        static const registry::Workload kNone;
        const registry::Workload& list = next != nullptr ? *next : kNone;
        adopt(flows, EntityKind::Flow, list.flows, kMaxFlows);
        std::vector<std::shared_ptr<const registry::Job>> open;
        std::copy_if(list.jobs.begin(), list.jobs.end(), std::back_inserter(open),
                     [](const auto& job) { return !isOver(job->state); });
        adopt(jobs, EntityKind::Job, open, kMaxJobs);
    }

    template <typename T>
    void settle(const typename SlotTable<T>::Change& change, EntityKind kind, std::size_t slots,
                ApplyCount& count)
    {
        using Outcome = typename SlotTable<T>::Outcome;
        if (change.outcome == Outcome::Full) {
            ++count.refusedEvents;
        }
        if (change.outcome == Outcome::Full || change.outcome == Outcome::Outdated) {
            return;
        }
        table(kind).resize(slots);
        if (change.outcome != Outcome::Changed) {
            table(kind).reset(change.slot);
        }
        directory = nullptr;
    }

    void apply(const FlowChange& event, const EventKey& key, ApplyCount& count)
    {
        if (!event.flow && event.endedId.empty()) {
            return;
        }
        const auto change = event.flow ? flows.put(event.flow, key) : flows.remove(event.endedId, key);
        settle<registry::Flow>(change, EntityKind::Flow, flows.entries().size(), count);
    }

    void apply(const JobChange& event, const EventKey& key, ApplyCount& count)
    {
        if (!event.job) {
            return;
        }
        const auto change =
            isOver(event.job->state) ? jobs.remove(event.job->id, key) : jobs.put(event.job, key);
        settle<registry::Job>(change, EntityKind::Job, jobs.entries().size(), count);
    }

    void apply(const AlarmReport& event, const EventKey& key, ApplyCount& count)
    {
        switch (alarms.apply(event, key)) {
        case AlarmTable::Outcome::Changed:
            ++count.alarmsApplied;
            break;
        case AlarmTable::Outcome::Outdated:
            ++count.alarmsLate;
            break;
        case AlarmTable::Outcome::Repeated:
            ++count.alarmsRepeated;
            break;
        case AlarmTable::Outcome::Full:
            ++count.refusedEvents;
            ++count.alarmsRefused;
            break;
        }
    }

    void publishDirectory()
    {
        if (!directory) {
            directory = std::make_shared<const Directory>(
                Directory{flows.entries(), jobs.entries(), flows.shareIndex(), jobs.shareIndex()});
        }
    }
};

TwinState::TwinState()
    : m_impl(std::make_unique<Impl>())
{}

TwinState::~TwinState() = default;

void TwinState::setRegistry(registry::RegistryPtr registry,
                            std::shared_ptr<const registry::Workload> workload)
{
    Impl& my = *m_impl;
    my.checkThread();
    for (std::size_t k = 0; k < kEntityKindCount; ++k) {
        const auto kind = static_cast<EntityKind>(k);
        if (!isDirectoryKind(kind)) {
            my.table(kind) = my.carried(kind, *registry);
        }
    }
    my.registry = std::move(registry);
    if (workloadVersion(workload) != workloadVersion(my.workload)) {
        my.adoptWorkload(workload.get());
    }
    my.workload = std::move(workload);
}

void TwinState::restore(const Snapshot& snapshot)
{
    Impl& my = *m_impl;
    my.checkThread();
    my.registry = snapshot.registry;
    my.workload = snapshot.workload;
    my.flows = Flows(kMaxFlows);
    my.jobs = Jobs(kMaxJobs);
    my.directory = nullptr;
    my.alarms.assign(*snapshot.alarms, snapshot.clearedAlarms.get());
    for (std::size_t k = 0; k < kEntityKindCount; ++k) {
        const auto kind = static_cast<EntityKind>(k);
        const Section& saved = snapshot.section(kind);
        WorkingTable table(my.table(kind).metrics());
        if (!isDirectoryKind(kind)) {
            table.resize(saved.size());
            for (std::uint32_t i = 0; i < saved.size(); ++i) {
                table.assign(i, saved.cells(i));
            }
        }
        my.table(kind) = std::move(table);
    }
    const auto fill = [&](auto& slots, EntityKind kind, const auto& list) {
        for (std::uint32_t i = 0; i < list.size(); ++i) {
            if (list[i]) {
                const auto change = slots.put(list[i], {});
                my.table(kind).resize(slots.entries().size());
                my.table(kind).assign(change.slot, snapshot.section(kind).cells(i));
            }
        }
    };
    fill(my.flows, EntityKind::Flow, snapshot.directory->flows);
    fill(my.jobs, EntityKind::Job, snapshot.directory->jobs);
    if (snapshot.eventMemory) {
        my.flows.recall(snapshot.eventMemory->flows);
        my.jobs.recall(snapshot.eventMemory->jobs);
        my.alarms.recall(snapshot.eventMemory->alarms);
    }
}

EventMemory TwinState::eventMemory() const
{
    const Impl& my = *m_impl;
    my.checkThread();
    return {my.flows.memory(), my.jobs.memory(), my.alarms.memory()};
}

ApplyCount TwinState::apply(const SampleBatch& batch)
{
    Impl& my = *m_impl;
    my.checkThread();
    ApplyCount count;
    // Events first: a flow that begins in a frame may have its first values in the same one.
    const EventKey eventKey{batch.sourceTime, batch.epoch, batch.sequence};
    for (const TwinEvent& event : batch.events) {
        std::visit([&](const auto& change) { my.apply(change, eventKey, count); }, event);
    }
    const BatchKey key{batch.sourceTime, batch.receiveTime, batch.epoch, batch.sequence, batch.estimatedTime};
    for (const SampleColumn& column : batch.columns) {
        const ColumnCount done = my.table(column.kind).apply(column, key);
        count.applied += done.applied;
        count.late += done.late;
        count.outOfRange += done.outOfRange;
    }
    return count;
}

std::uint32_t TwinState::resolve(EntityKind kind, std::string_view id) const
{
    const Impl& my = *m_impl;
    my.checkThread();
    if (kind == EntityKind::Flow) {
        return my.flows.find(id).value_or(EntityRef::kNone);
    }
    if (kind == EntityKind::Job) {
        return my.jobs.find(id).value_or(EntityRef::kNone);
    }
    const auto found = my.registry->find(kind, id);
    return found ? found->index : EntityRef::kNone;
}

SnapshotPtr TwinState::publish(TimeNs now, std::shared_ptr<const std::vector<SourceStatus>> sources,
                               const Totals& totals)
{
    Impl& my = *m_impl;
    my.checkThread();
    my.publishDirectory();
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->version = ++my.version;
    snapshot->time = now;
    snapshot->live = true;
    snapshot->registry = my.registry;
    snapshot->workload = my.workload;
    snapshot->directory = my.directory;
    for (std::size_t k = 0; k < kEntityKindCount; ++k) {
        snapshot->sections[k] = my.tables[k].publish(my.pool);
    }
    snapshot->alarms = my.alarms.publish(now);
    snapshot->clearedAlarms = my.alarms.publishCleared(now);
    static const auto kNoSources = std::make_shared<const std::vector<SourceStatus>>();
    snapshot->sources = sources ? std::move(sources) : kNoSources;
    snapshot->totals = totals;
    return snapshot;
}

void TwinState::releaseThread()
{
#ifdef SUANWANG_CHECKS
    m_impl->owner = {};
#endif
}

} // namespace twin::state
