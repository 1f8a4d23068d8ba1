#include "twin/state/recent_history.h"

#include "twin/state/generation.h"
#include "twin/state/moment_log.h"
#include "twin/state/series_shape.h"

#include <algorithm>
#include <limits>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace twin::state {

namespace {

/// A moment this close to the newest may still change: late values arrive.
constexpr TimeNs kSettleTime = 5 * kSecond;
constexpr TimeNs kClockTolerance = kSecond;

/// Points of `entity` in one generation, with the newest value when that is not in the rings yet.
std::vector<SeriesPoint> pointsOf(const Generation& generation, EntityRef entity, std::size_t metric,
                                  TimeRange range)
{
    std::vector<SeriesPoint> out;
    const KindRings& rings = generation.of(entity.kind);
    const std::size_t block = entity.index / kChunkEntities;
    if (block >= rings.blocks.size()) {
        return out;
    }
    const std::size_t local = entity.index % kChunkEntities;
    const bool hasTenures = entity.kind == EntityKind::Flow || entity.kind == EntityKind::Job;
    const Tenure tenure = hasTenures ? rings.blocks[block]->tenureAt(local, range.end) : Tenure{};
    const TimeNs begin = std::max(range.begin, tenure.from);
    const TimeNs end = std::min(range.end, tenure.until - 1);
    for (const RingPoint& point : rings.blocks[block]->points(local, metric, begin, end)) {
        out.push_back({point.time, point.value, point.quality != Quality::Missing});
    }
    const Section& newest = generation.newest->section(entity.kind);
    if (entity.index < newest.size() && tenure.until == Tenure{}.until) {
        const Cell& cell = newest.cell(entity.index, metric);
        // The rings keep times a little coarser: a point within their unit is the same one.
        const bool isNew =
            out.empty() || cell.sourceTime - out.back().time >= rings.layout->metrics[metric].unit;
        if (isNew && cell.isKnown() && cell.sourceTime >= begin && cell.sourceTime <= end) {
            out.push_back({cell.sourceTime, static_cast<float>(cell.value), true});
        }
    }
    return out;
}

/// Where the rings of a generation have the entity. Flows and jobs keep their slots from registry to
/// registry; `directory` is the one of the end of the range, so one that has ended since is found.
std::optional<EntityRef> numberIn(const Generation& generation, const Directory& directory,
                                  const SeriesSubject& of)
{
    switch (of.kind) {
    case EntityKind::Flow:
    case EntityKind::Job: {
        const auto slot = (of.kind == EntityKind::Flow ? directory.flowById : directory.jobById).find(of.id);
        return slot ? std::optional(EntityRef{of.kind, *slot}) : std::nullopt;
    }
    default:
        return generation.registry->find(of.kind, of.id);
    }
}

} // namespace

struct RecentHistory::Impl
{
    RecentHistoryOptions options;
    mutable std::mutex
        mutex; ///< over everything below but what the twin thread alone uses; held for pointer copies
    std::vector<Generation> generations;
    MomentLog moments;
    RecentHistoryReport report;
    SnapshotPtr cached;
    std::uint64_t cachedFor = 0; ///< version of the newest snapshot when `cached` was made

    // Twin thread only.
    SnapshotPtr folded;

    explicit Impl(const RecentHistoryOptions& wanted)
        : options(wanted)
        , moments(wanted.span)
    {}

    [[nodiscard]] TimeRange rangeLocked() const
    {
        if (generations.empty()) {
            return {};
        }
        const TimeNs end = generations.back().newest->time;
        const TimeNs begin = std::max(moments.begin(), generations.front().begin);
        return {std::max(begin, end - options.span), end};
    }

    void clear()
    {
        const std::scoped_lock lock(mutex);
        generations.clear();
        moments.clear();
        cached = nullptr;
        folded = nullptr;
    }

    /// Folds `snapshot` in; `current` is the newest generation or a new one. Grown aside and swapped in, so
    /// that readers never wait for it.
    void fold(Generation current, const SnapshotPtr& snapshot, bool isNew)
    {
        current.newest = snapshot;
        current.fit(*snapshot, options.span, options.maxBytes);
        const std::uint64_t outside = current.fold(isNew ? nullptr : folded.get(), *snapshot, options.span);
        RecentHistoryReport now;
        now.bytes = current.bytes();
        now.plannedBytes = current.plannedBytes(*snapshot);
        now.outOfWindow = report.outOfWindow + outside;
        for (std::size_t k = 0; k < kEntityKindCount; ++k) {
            now.stepFactor[k] = current.rings[k]->layout->factor;
        }
        std::vector<Generation> dropped; // freed outside the lock
        {
            const std::scoped_lock lock(mutex);
            if (isNew) {
                generations.push_back(std::move(current));
            } else {
                generations.back() = std::move(current);
            }
            moments.add(*snapshot);
            dropOldLocked(snapshot->time, now, dropped);
            now.moments = moments.size();
            report = now;
        }
        folded = snapshot;
    }

    /// Registries that ended before the span, and the oldest while the budget is exceeded.
    void dropOldLocked(TimeNs time, RecentHistoryReport& now, std::vector<Generation>& dropped)
    {
        std::size_t keep = 1;
        while (keep < generations.size()) {
            const Generation& older = generations[generations.size() - 1 - keep];
            const TimeNs end = generations[generations.size() - keep].begin;
            const std::size_t bytes = older.bytes();
            if (end <= time - options.span || now.bytes + bytes > options.maxBytes) {
                break;
            }
            now.bytes += bytes;
            ++keep;
        }
        const auto first = generations.end() - static_cast<std::ptrdiff_t>(keep);
        dropped.assign(std::make_move_iterator(generations.begin()), std::make_move_iterator(first));
        generations.erase(generations.begin(), first);
    }

    [[nodiscard]] const Generation& generationLocked(TimeNs time) const
    {
        for (std::size_t i = generations.size(); i-- > 1;) {
            if (generations[i].begin <= time) {
                return generations[i];
            }
        }
        return generations.front();
    }
};

RecentHistory::RecentHistory(const RecentHistoryOptions& options)
    : m_impl(std::make_unique<Impl>(options))
{}

RecentHistory::~RecentHistory() = default;

void RecentHistory::record(SnapshotPtr snapshot)
{
    Impl& my = *m_impl;
    if (!snapshot) {
        return;
    }
    if (my.folded && snapshot->time < my.folded->time - kClockTolerance) {
        my.clear();
    }
    if (my.generations.empty() || my.generations.back().registry != snapshot->registry) {
        my.fold(Generation::open(snapshot, my.options.span), snapshot, true);
    } else if (snapshot->time - my.folded->time >= my.options.foldInterval) {
        my.fold(my.generations.back(), snapshot, false);
    } else {
        const std::scoped_lock lock(my.mutex);
        my.generations.back().newest.swap(snapshot); // the one before is freed outside the lock
    }
}

SnapshotPtr RecentHistory::at(const TimeCursor& cursor) const
{
    const Impl& my = *m_impl;
    Generation generation;
    Moment moment;
    TimeNs time = 0;
    std::uint64_t newest = 0;
    {
        const std::scoped_lock lock(my.mutex);
        if (my.generations.empty() || my.moments.isEmpty()) {
            return nullptr;
        }
        const Generation& last = my.generations.back();
        if (cursor.mode == TimeMode::Live) {
            return last.newest;
        }
        const TimeRange range = my.rangeLocked();
        time = std::clamp(cursor.time, std::min(range.begin, range.end), range.end);
        newest = last.newest->version;
        const bool isSettled = time < range.end - kSettleTime;
        if (my.cached && my.cached->time == time && (my.cachedFor == newest || isSettled)) {
            return my.cached;
        }
        generation = my.generationLocked(time);
        moment = my.moments.at(time);
    }
    SnapshotPtr rebuilt = generation.rebuild(moment, time);
    const std::scoped_lock lock(my.mutex);
    m_impl->cachedFor = newest;
    m_impl->cached.swap(rebuilt);
    return m_impl->cached;
}

TimeRange RecentHistory::range() const
{
    const std::scoped_lock lock(m_impl->mutex);
    return m_impl->moments.isEmpty() ? TimeRange{} : m_impl->rangeLocked();
}

std::vector<SeriesPoint> RecentHistory::series(const SeriesSubject& of, TimeRange range,
                                               std::size_t maxPoints) const
{
    const auto metrics = metricsOf(of.kind);
    std::vector<Generation> generations;
    TimeRange kept;
    std::shared_ptr<const Directory> directory;
    {
        const std::scoped_lock lock(m_impl->mutex);
        if (m_impl->moments.isEmpty() || of.metric >= metrics.size()) {
            return {};
        }
        generations = m_impl->generations;
        kept = m_impl->rangeLocked();
        const SnapshotPtr& newest = generations.back().newest;
        directory = range.end >= newest->time ? newest->directory : m_impl->moments.at(range.end).directory;
    }
    TimeNs interval = generations.back().of(of.kind).layout->metrics[of.metric].step;
    const TimeNs end = std::min(range.end, kept.end + kSettleTime); // source clocks may be a little ahead
    const TimeNs begin = std::max(range.begin, kept.end - m_impl->options.span);
    std::vector<SeriesPoint> points;
    for (const Generation& generation : generations) {
        const auto there = numberIn(generation, *directory, of);
        if (!there) {
            continue;
        }
        const TimeNs from = points.empty() ? begin : std::max(begin, points.back().time + 1);
        const auto more = pointsOf(generation, *there, of.metric, {from, end});
        points.insert(points.end(), more.begin(), more.end());
        interval = std::max(interval, widestInterval(*generation.newest, *there, of.metric));
    }
    const TimeNs patience =
        metrics[of.metric].period > 0 ? interval * 5 / 2 : std::numeric_limits<TimeNs>::max() / 4;
    return decimated(withGaps(std::move(points), patience, std::min(range.end, kept.end)), range, maxPoints);
}

std::vector<TimeMark> RecentHistory::marks(TimeRange range, std::size_t maxMarks) const
{
    std::vector<AlarmsSince> lists;
    {
        const std::scoped_lock lock(m_impl->mutex);
        lists = m_impl->moments.alarmLists(range);
    }
    std::vector<TimeMark> marks;
    for (std::size_t i = 1; i < lists.size(); ++i) {
        appendMarks(marks, *lists[i - 1].alarms, *lists[i].alarms, lists[i].since);
    }
    return worstMarks(std::move(marks), maxMarks);
}

RecentHistoryReport RecentHistory::report() const
{
    const std::scoped_lock lock(m_impl->mutex);
    return m_impl->report;
}

} // namespace twin::state
