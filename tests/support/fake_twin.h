#pragma once

#include "tests/support/registry_builder.h"
#include "twin/state/snapshot.h"
#include "twin/state/snapshot_provider.h"

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

/// A twin made by hand, for tests of models and views: values are set, and `publish` makes a snapshot that
/// shares its unchanged chunks with the one before, as the real one does.
namespace test {

namespace state = twin::state;

/// The provider: values, flows, jobs, alarms and sources set by hand, on one thread; `publish` and `at` may
/// be called from others. Keeps every snapshot.
class FakeTwin final : public state::SnapshotProvider
{
  public:
    static constexpr TimeNs kStart = 1'790'000'000 * twin::kSecond;

    explicit FakeTwin(registry::RegistryPtr registry = smallNation().build())
    {
        setRegistry(std::move(registry));
    }

    TimeNs now = kStart;
    std::vector<state::Alarm> alarms;
    std::vector<state::SourceStatus> sources;
    state::Totals totals;
    std::shared_ptr<const registry::Workload> workload; ///< what scenarios ask; null: none

    /// Values of identifiers that stay are kept, flows and jobs too.
    void setRegistry(registry::RegistryPtr registry)
    {
        m_registry = std::move(registry);
        m_dirty = true;
        m_directoryDirty = true;
    }

    [[nodiscard]] const registry::RegistryPtr& registry() const { return m_registry; }

    template <typename Metric>
    void set(EntityKind kind, const std::string& id, Metric metric, double value,
             state::Quality quality = state::Quality::Good)
    {
        setAt(kind, id, metric, value, now, quality);
    }

    /// With a source time of its own, e.g. an old one for a stale value.
    template <typename Metric>
    void setAt(EntityKind kind, const std::string& id, Metric metric, double value, TimeNs time,
               state::Quality quality = state::Quality::Good)
    {
        auto& cells = m_values[{kind, id}];
        cells.resize(twin::metricsOf(kind).size());
        cells[static_cast<std::size_t>(metric)] = {value, time, time, 1, ++m_sequence, quality};
        m_touched.insert({kind, id});
    }

    void addFlow(const registry::Flow& flow)
    {
        m_flows[flow.id] = std::make_shared<const registry::Flow>(flow);
        m_directoryDirty = true;
    }

    void endFlow(const std::string& id)
    {
        m_flows.erase(id);
        m_values.erase({EntityKind::Flow, id});
        m_directoryDirty = true;
    }

    void addJob(const registry::Job& job)
    {
        m_jobs[job.id] = std::make_shared<const registry::Job>(job);
        m_directoryDirty = true;
    }

    void endJob(const std::string& id)
    {
        m_jobs.erase(id);
        m_values.erase({EntityKind::Job, id});
        m_directoryDirty = true;
    }

    /// All pools, links and sites good and calm; two sources connected; two flows and a job.
    void fillCalm()
    {
        for (const auto& pool : m_registry->pools) {
            set(EntityKind::Pool, pool.id, twin::PoolMetric::Utilisation, 0.4);
            set(EntityKind::Pool, pool.id, twin::PoolMetric::CardsFree, pool.cards * 0.6);
            set(EntityKind::Pool, pool.id, twin::PoolMetric::CardsBusy, pool.cards * 0.4);
            set(EntityKind::Pool, pool.id, twin::PoolMetric::CardsFailed, 0);
            set(EntityKind::Pool, pool.id, twin::PoolMetric::QueueJobs, 3);
            set(EntityKind::Pool, pool.id, twin::PoolMetric::FacilityPower, 1'200'000);
            set(EntityKind::Pool, pool.id, twin::PoolMetric::Pue, 1.18);
            set(EntityKind::Pool, pool.id, twin::PoolMetric::Inlet, 23.5);
            set(EntityKind::Pool, pool.id, twin::PoolMetric::State, 0);
        }
        for (const auto& link : m_registry->links) {
            const auto capacity = static_cast<double>(link.capacity_bps);
            set(EntityKind::Link, link.id, twin::LinkMetric::Forward, capacity * 0.3);
            set(EntityKind::Link, link.id, twin::LinkMetric::Reverse, capacity * 0.2);
            set(EntityKind::Link, link.id, twin::LinkMetric::ForwardDrop, 0);
            set(EntityKind::Link, link.id, twin::LinkMetric::ReverseDrop, 0);
            set(EntityKind::Link, link.id, twin::LinkMetric::State, 0);
        }
        for (const auto& site : m_registry->sites) {
            set(EntityKind::Site, site.id, twin::SiteMetric::PowerFeedsUp, 2);
            set(EntityKind::Site, site.id, twin::SiteMetric::State, 0);
        }
        fillSources();
    }

    void fillSources()
    {
        state::SourceStatus a;
        a.name = "north";
        a.transport = "tcp";
        a.peer = "127.0.0.1:5000";
        a.connected = true;
        a.heartbeat = 5 * twin::kSecond;
        a.lastReceive = now;
        a.received = 1000;
        a.applied = 990;
        a.merged = 4;
        a.late = 3;
        a.duplicate = 2;
        a.refused = 1;
        state::SourceStatus b = a;
        b.name = "south";
        b.connected = false;
        sources = {a, b};
    }

    /// A flow from pl-1 to pl-4 along ac-pl-1-2, bb-1, ac-pl-4-1 with a rate, and the job it belongs to.
    void fillWork(const std::string& flowId = "fl-1", const std::string& jobId = "jb-1",
                  double rate_bps = 50e9)
    {
        registry::Job job;
        job.id = jobId;
        job.tenantId = "ent-1";
        job.name = {"预训练一", "Pretraining one"};
        job.kind = registry::JobKind::CrossTrain;
        job.state = registry::JobState::Running;
        job.cards = 4096;
        job.placements = {{"pl-1", 3072}, {"pl-4", 1024}};
        job.start = now - twin::kHour;
        job.expectedEnd = now + 2 * twin::kHour;
        addJob(job);
        registry::Flow flow;
        flow.id = flowId;
        flow.jobId = jobId;
        flow.src = "pl-1";
        flow.dst = "pl-4";
        flow.tenantId = "ent-1";
        flow.flowClass = registry::FlowClass::Elephant;
        flow.bytesTotal = 8'000'000'000'000;
        flow.rateRequested_bps = 100e9;
        flow.start = now - twin::kHour;
        flow.deadline = now + twin::kHour;
        flow.arcs = {"ac-pl-1-2>", "bb-1>", "ac-pl-4-1<"};
        addFlow(flow);
        set(EntityKind::Flow, flowId, twin::FlowMetric::Rate, rate_bps);
        set(EntityKind::Flow, flowId, twin::FlowMetric::DoneBytes, 2e12);
        set(EntityKind::Flow, flowId, twin::FlowMetric::Rtt, 42e6);
        set(EntityKind::Flow, flowId, twin::FlowMetric::Loss, 0);
        set(EntityKind::Job, jobId, twin::JobMetric::Progress, 0.25);
        set(EntityKind::Job, jobId, twin::JobMetric::Effective, 0.91);
        set(EntityKind::Job, jobId, twin::JobMetric::Cards, 4096);
    }

    /// The state as of `now`; later calls of `at` give it.
    const state::SnapshotPtr& publish()
    {
        auto next = std::make_shared<state::Snapshot>();
        const state::SnapshotPtr previous = m_kept.empty() ? nullptr : m_kept.back();
        next->version = previous ? previous->version + 1 : 1;
        next->time = now;
        next->registry = m_registry;
        next->workload = workload;
        next->directory = directory(previous);
        for (std::size_t kind = 0; kind < twin::kEntityKindCount; ++kind) {
            next->sections[kind] = section(*next, previous.get(), static_cast<EntityKind>(kind));
        }
        next->alarms = std::make_shared<const std::vector<state::Alarm>>(alarms);
        next->sources = std::make_shared<const std::vector<state::SourceStatus>>(sources);
        next->totals = totals;
        m_touched.clear();
        m_dirty = false;
        m_directoryDirty = false;
        const std::scoped_lock lock(m_mutex); // past moments are asked for on another thread
        m_kept.push_back(std::move(next));
        return m_kept.back();
    }

    /// Time passes, then publishes.
    const state::SnapshotPtr& tick(TimeNs by = twin::kSecond)
    {
        now += by;
        return publish();
    }

    [[nodiscard]] state::SnapshotPtr at(const state::TimeCursor& cursor) const override
    {
        const std::scoped_lock lock(m_mutex);
        if (m_kept.empty() || cursor.mode == state::TimeMode::Live) {
            return m_kept.empty() ? nullptr : m_kept.back();
        }
        state::SnapshotPtr best = m_kept.front();
        for (const auto& snapshot : m_kept) {
            best = snapshot->time <= cursor.time ? snapshot : best;
        }
        auto fixed = std::make_shared<state::Snapshot>(*best);
        fixed->live = false;
        fixed->time = cursor.time;
        return fixed;
    }

    [[nodiscard]] state::TimeRange range() const override
    {
        return m_kept.empty() ? state::TimeRange{}
                              : state::TimeRange{m_kept.front()->time, m_kept.back()->time};
    }

    [[nodiscard]] bool isAtHand(state::TimeRange) const override { return !isStored; }

    [[nodiscard]] std::vector<state::SeriesPoint>
    series(const state::SeriesSubject& of, state::TimeRange range, std::size_t maxPoints) const override
    {
        ++seriesCalls;
        seriesThread = std::this_thread::get_id();
        std::vector<state::SeriesPoint> points;
        for (const auto& snapshot : m_kept) {
            const auto entity = snapshot->find(of.kind, of.id);
            if (!entity) {
                continue;
            }
            const state::Cell& cell = snapshot->section(of.kind).cell(entity->index, of.metric);
            const bool isNew = points.empty() || points.back().time != cell.sourceTime;
            if (cell.isKnown() && isNew && cell.sourceTime >= range.begin && cell.sourceTime <= range.end) {
                points.push_back({cell.sourceTime, static_cast<float>(cell.value), true});
            }
        }
        if (points.size() > maxPoints) {
            points.erase(points.begin(), points.end() - static_cast<std::ptrdiff_t>(maxPoints));
        }
        return points;
    }

    [[nodiscard]] std::vector<state::TimeMark> marks(state::TimeRange range,
                                                     std::size_t maxMarks) const override
    {
        const std::scoped_lock lock(m_mutex);
        std::vector<state::TimeMark> marks;
        for (std::size_t i = 1; i < m_kept.size(); ++i) {
            if (m_kept[i]->time > range.begin && m_kept[i]->time <= range.end) {
                state::appendMarks(marks, *m_kept[i - 1]->alarms, *m_kept[i]->alarms, m_kept[i]->time);
            }
        }
        return state::worstMarks(std::move(marks), maxMarks);
    }

    mutable int seriesCalls = 0;
    mutable std::thread::id seriesThread; ///< that asked last
    bool isStored = false;                ///< series are not in memory

  private:
    using ValueKey = std::pair<EntityKind, std::string>;

    [[nodiscard]] std::shared_ptr<const state::Directory> directory(const state::SnapshotPtr& previous) const
    {
        if (previous && !m_directoryDirty) {
            return previous->directory;
        }
        auto next = std::make_shared<state::Directory>();
        if (previous) {
            next->flows = previous->directory->flows;
            next->jobs = previous->directory->jobs;
        }
        place(m_flows, next->flows, next->flowById);
        place(m_jobs, next->jobs, next->jobById);
        return next;
    }

    /// Ended entries leave a hole; new ones take the first hole.
    template <typename Entry>
    static void place(const std::map<std::string, std::shared_ptr<const Entry>>& wanted,
                      std::vector<std::shared_ptr<const Entry>>& slots, state::IdIndex& byId)
    {
        for (std::size_t i = 0; i < slots.size(); ++i) {
            const auto found = slots[i] ? wanted.find(slots[i]->id) : wanted.end();
            slots[i] = found == wanted.end() ? nullptr : found->second;
            if (slots[i]) {
                byId.insert(slots[i]->id, static_cast<std::uint32_t>(i));
            }
        }
        for (const auto& [id, entry] : wanted) {
            if (byId.contains(id)) {
                continue;
            }
            auto hole = std::ranges::find(slots, nullptr);
            if (hole == slots.end()) {
                hole = slots.insert(slots.end(), nullptr);
            }
            *hole = entry;
            byId.insert(id, static_cast<std::uint32_t>(std::distance(slots.begin(), hole)));
        }
    }

    [[nodiscard]] static std::size_t entities(const state::Snapshot& snapshot, EntityKind kind)
    {
        switch (kind) {
        case EntityKind::Flow:
            return snapshot.directory->flows.size();
        case EntityKind::Job:
            return snapshot.directory->jobs.size();
        default:
            return snapshot.registry->count(kind);
        }
    }

    [[nodiscard]] static std::string idOf(const state::Snapshot& snapshot, EntityKind kind,
                                          std::uint32_t index)
    {
        if (kind == EntityKind::Flow) {
            const auto& flow = snapshot.directory->flows[index];
            return flow ? flow->id : std::string();
        }
        if (kind == EntityKind::Job) {
            const auto& job = snapshot.directory->jobs[index];
            return job ? job->id : std::string();
        }
        return snapshot.registry->id({kind, index});
    }

    [[nodiscard]] std::shared_ptr<const state::Section>
    section(const state::Snapshot& next, const state::Snapshot* previous, EntityKind kind) const
    {
        const std::size_t metrics = twin::metricsOf(kind).size();
        const std::size_t size = entities(next, kind);
        const bool directed = kind == EntityKind::Flow || kind == EntityKind::Job;
        const bool same = previous && !m_dirty && !(directed && m_directoryDirty);
        std::vector<std::shared_ptr<const state::Chunk>> chunks;
        bool changed = !same;
        for (std::size_t first = 0; first < size; first += state::kChunkEntities) {
            const std::size_t end = std::min(size, first + state::kChunkEntities);
            bool touched = !same;
            for (std::size_t i = first; i < end && !touched; ++i) {
                touched = m_touched.contains({kind, idOf(next, kind, static_cast<std::uint32_t>(i))});
            }
            if (!touched) {
                chunks.push_back(previous->section(kind).chunk(first / state::kChunkEntities));
                continue;
            }
            changed = true;
            auto chunk = std::make_shared<state::Chunk>();
            chunk->cells.resize(state::kChunkEntities * metrics);
            for (std::size_t i = first; i < end; ++i) {
                const auto found = m_values.find({kind, idOf(next, kind, static_cast<std::uint32_t>(i))});
                if (found != m_values.end()) {
                    std::ranges::copy(found->second, chunk->cells.begin() +
                                                         static_cast<std::ptrdiff_t>((i - first) * metrics));
                }
            }
            chunks.push_back(std::move(chunk));
        }
        if (!changed) {
            return previous->sections[static_cast<std::size_t>(kind)];
        }
        return std::make_shared<const state::Section>(size, metrics, std::move(chunks));
    }

    registry::RegistryPtr m_registry;
    std::map<ValueKey, std::vector<state::Cell>> m_values;
    std::map<std::string, std::shared_ptr<const registry::Flow>> m_flows;
    std::map<std::string, std::shared_ptr<const registry::Job>> m_jobs;
    std::set<ValueKey> m_touched;
    std::vector<state::SnapshotPtr> m_kept;
    mutable std::mutex m_mutex; ///< over m_kept, for readers on other threads
    std::uint64_t m_sequence = 0;
    bool m_dirty = true;
    bool m_directoryDirty = true;
};

} // namespace test
