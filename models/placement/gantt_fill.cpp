#include "models/placement/gantt_fill.h"

#include "models/format/format.h"
#include "models/search/related.h"
#include "twin/compute/offer_table.h"
#include "twin/state/job_end.h"

#include <algorithm>
#include <map>

namespace models {

using namespace twin::compute;
using namespace twin::registry;

namespace {

/// Gives pools their rows as they are met, and orders them by name at the end.
class Rows
{
  public:
    Rows(const Registry& registry, const Language& language)
        : m_registry(registry)
        , m_language(language)
    {}

    int of(PoolIndex pool)
    {
        const auto [entry, isNew] = m_rowOf.try_emplace(pool.value(), static_cast<int>(m_rows.size()));
        if (isNew) {
            const Pool& at = m_registry[pool];
            m_rows.push_back({{EntityKey::Type::Pool, format::text(at.id)},
                              m_language.name(at.name),
                              static_cast<double>(at.cards)});
        }
        return entry->second;
    }

    void show(GanttModel& gantt, std::vector<GanttBar> bars, twin::TimeNs now)
    {
        std::vector<int> order(m_rows.size());
        for (std::size_t i = 0; i < order.size(); ++i) {
            order[i] = static_cast<int>(i);
        }
        std::ranges::sort(order, [this](int a, int b) {
            const GanttRow& left = m_rows[static_cast<std::size_t>(a)];
            const GanttRow& right = m_rows[static_cast<std::size_t>(b)];
            return std::tie(left.label, left.key.id) < std::tie(right.label, right.key.id);
        });
        std::vector<GanttRow> rows;
        std::vector<int> place(order.size());
        for (const int row : order) {
            place[static_cast<std::size_t>(row)] = static_cast<int>(rows.size());
            rows.push_back(std::move(m_rows[static_cast<std::size_t>(row)]));
        }
        for (GanttBar& bar : bars) {
            bar.row = place[static_cast<std::size_t>(bar.row)];
        }
        gantt.setContent(std::move(rows), std::move(bars), now);
    }

  private:
    const Registry& m_registry;
    const Language& m_language;
    std::map<std::size_t, int> m_rowOf;
    std::vector<GanttRow> m_rows;
};

GanttState stateOf(JobState state)
{
    switch (state) {
    case JobState::Degraded:
        return GanttState::Degraded;
    case JobState::Staging:
    case JobState::Migrating:
        return GanttState::Waiting;
    default:
        return GanttState::Running;
    }
}

} // namespace

void showPlan(GanttModel& gantt, const PlacementOutcome& outcome, const Language& language)
{
    Rows rows(*outcome.snapshot->registry, language);
    std::vector<GanttBar> bars;
    const auto at = [&](double seconds) {
        return outcome.origin + static_cast<twin::TimeNs>(seconds * 1e9);
    };
    std::vector<bool> isMoved(outcome.plan.jobs.size(), false);
    for (const JobMove& move : outcome.moves) {
        isMoved[move.job] = move.kind == MoveKind::Moved;
    }
    for (std::size_t job = 0; job < outcome.plan.jobs.size(); ++job) {
        const auto& placed = outcome.plan.jobs[job];
        if (!placed) {
            continue;
        }
        for (const PlacedPart& part : placed->parts) {
            const PoolIndex pool = outcome.offers->offers()[part.offer].pool;
            GanttBar bar;
            bar.id = format::text(outcome.requests->jobs[job].id);
            bar.label = bar.id;
            bar.row = rows.of(pool);
            bar.begin = at(placed->start_s);
            bar.compute = at(placed->compute_s);
            bar.end = at(placed->end_s);
            bar.cards = part.cards;
            bar.state = isMoved[job] ? GanttState::Moved : GanttState::Planned;
            bar.key = {EntityKey::Type::Pool, format::text((*outcome.snapshot->registry)[pool].id)};
            bars.push_back(std::move(bar));
        }
    }
    rows.show(gantt, std::move(bars), outcome.snapshot->time);
}

void showJobs(GanttModel& gantt, const twin::state::Snapshot& snapshot, const Language& language)
{
    Rows rows(*snapshot.registry, language);
    std::vector<GanttBar> bars;
    const auto& jobs = snapshot.directory->jobs;
    twin::TimeNs last = snapshot.time + twin::kHour;
    for (std::uint32_t slot = 0; slot < jobs.size(); ++slot) {
        if (!jobs[slot] || !holdsCards(jobs[slot]->state)) {
            continue;
        }
        const Job& job = *jobs[slot];
        const auto end = twin::state::expectedEnd(snapshot, slot);
        for (const PlacedCards& placed : job.placements) {
            const auto pool = snapshot.registry->find(twin::EntityKind::Pool, placed.poolId);
            if (!pool) {
                continue; // of a registry that was
            }
            GanttBar bar;
            bar.id = format::text(job.id);
            const QString name = language.name(job.name);
            bar.label = name.isEmpty() ? bar.id : name;
            bar.row = rows.of(PoolIndex(pool->index));
            bar.begin = job.start > 0 ? job.start : snapshot.time;
            bar.compute = bar.begin;
            bar.isOpen = !end;
            bar.end = std::max(end.value_or(0), std::max(bar.begin, snapshot.time));
            bar.cards = placed.cards;
            bar.state = stateOf(job.state);
            bar.key = {EntityKey::Type::Job, bar.id};
            last = std::max(last, bar.end);
            bars.push_back(std::move(bar));
        }
    }
    for (GanttBar& bar : bars) {
        bar.end = bar.isOpen ? last : bar.end;
    }
    rows.show(gantt, std::move(bars), snapshot.time);
}

} // namespace models
