#include "models/placement/course_gantt.h"

#include "models/format/format.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>
#include <utility>

namespace models {

using namespace twin::scenario;
using twin::registry::PlacedCards;

namespace {

constexpr double kSlower = 0.01;                    ///< of the usual speed: what runs tell
constexpr twin::TimeNs kSameMoment = 1'000'000'000; ///< rounding of what ends

/// By identifier of the pool; empty: without a place.
using Bars = std::map<std::string, std::vector<GanttBar>>;

GanttState stateOf(const JobStay& stay, bool isMoved)
{
    switch (stay.stage) {
    case JobStage::Staging:
    case JobStage::Moving:
        return GanttState::Waiting;
    case JobStage::Running:
        break;
    default:
        return GanttState::Queued;
    }
    if (stay.speed <= 0) {
        return GanttState::Stopped;
    }
    if (stay.usual > 0 && stay.speed < stay.usual * (1 - kSlower)) {
        return GanttState::Degraded;
    }
    return isMoved ? GanttState::Moved : GanttState::Running;
}

bool isSame(const std::vector<PlacedCards>& a, const std::vector<PlacedCards>& b)
{
    return std::ranges::equal(
        a, b, [](const auto& x, const auto& y) { return x.poolId == y.poolId && x.cards == y.cards; });
}

bool isSame(const GanttBar& a, const GanttBar& b)
{
    return a.id == b.id && a.cards == b.cards && a.state == b.state && a.isLate == b.isLate &&
           std::abs(a.begin - b.begin) <= kSameMoment && std::abs(a.end - b.end) <= kSameMoment;
}

} // namespace

namespace {

/// Makes bars of a run.
class Maker
{
    Q_DECLARE_TR_FUNCTIONS(models::CourseGantt)

  public:
    Maker(const Run& run, const Ground& ground, const Language& language)
        : m_run(run)
        , m_ground(ground)
        , m_language(language)
    {}

    [[nodiscard]] Bars make()
    {
        for (const JobRun& job : m_run.jobs) {
            add(job);
        }
        for (auto& [pool, bars] : m_bars) {
            std::ranges::sort(bars, [](const GanttBar& a, const GanttBar& b) {
                return std::tie(a.begin, a.id) < std::tie(b.begin, b.id);
            });
        }
        return std::move(m_bars);
    }

    [[nodiscard]] static QString poolName(const std::string& id, const Ground& ground,
                                          const Language& language)
    {
        const twin::registry::Registry& registry = *ground.world()->registry;
        const auto found = registry.find(twin::EntityKind::Pool, id);
        const QString name =
            found ? language.name(registry[twin::registry::PoolIndex(found->index)].name) : QString();
        return name.isEmpty() ? format::text(id) : name;
    }

  private:
    [[nodiscard]] twin::TimeNs timeOf(double seconds) const
    {
        return m_run.begin + std::llround(seconds * 1e9);
    }

    /// Stays that look alike are one bar; what is slowed has its speed beside it.
    void add(const JobRun& job)
    {
        const std::vector<PlacedCards>* first = nullptr;
        for (std::size_t i = 0; i < job.stays.size();) {
            const JobStay& stay = job.stays[i];
            const std::vector<PlacedCards>& places = stay.job->placements;
            first = first == nullptr && !places.empty() ? &places : first;
            const auto stateAt = [&](const JobStay& of) {
                return stateOf(of, first != nullptr && !isSame(of.job->placements, *first));
            };
            const GanttState state = stateAt(stay);
            std::size_t next = i + 1;
            while (state != GanttState::Degraded && next < job.stays.size() &&
                   stateAt(job.stays[next]) == state && job.stays[next].stage == stay.stage &&
                   isSame(job.stays[next].job->placements, places)) {
                ++next;
            }
            GanttBar bar;
            bar.id = format::text(job.id);
            const QString name = m_language.name(stay.job->name);
            bar.label = name.isEmpty() ? bar.id : name;
            bar.begin = timeOf(stay.begin_s);
            bar.compute = bar.begin;
            bar.end = timeOf(job.stays[next - 1].end_s);
            bar.state = state;
            addEnd(bar, job, next == job.stays.size());
            addNotes(bar, job, stay, first != nullptr && !isSame(places, *first) ? first : nullptr);
            addAt(bar, stay);
            i = next;
        }
    }

    void addEnd(GanttBar& bar, const JobRun& job, bool isLast) const
    {
        const bool isOver = job.stage == JobStage::Finished || job.stage == JobStage::Cancelled;
        // Where not all changes were kept, the last one that was may be over long before the run.
        bar.isOpen = isLast && !isOver && bar.end + kSameMoment >= m_run.end;
        if (!std::isfinite(job.deadline_s)) {
            return;
        }
        const twin::TimeNs deadline = timeOf(job.deadline_s);
        const bool isHere = deadline >= bar.begin && (deadline < bar.end || isLast);
        bar.deadline = isHere ? deadline : 0;
        bar.isLate = job.missesDeadline && (isHere || isLast);
    }

    void addNotes(GanttBar& bar, const JobRun& job, const JobStay& stay,
                  const std::vector<PlacedCards>* from) const
    {
        const QLocale& locale = m_language.locale();
        const auto percent = [&](double ratio) {
            return format::percent(ratio, locale).text();
        };
        QStringList lines;
        if (bar.state == GanttState::Degraded) {
            lines << tr("slowed: at %1 of its ideal speed, usually %2")
                         .arg(percent(stay.speed), percent(stay.usual));
        } else if (bar.state == GanttState::Stopped) {
            lines << tr("stopped: its pool or its network is down");
        } else if (bar.state == GanttState::Queued) {
            lines << (stay.job->placements.empty() ? tr("waits for a place") : tr("waits for its cards"));
        } else if (stay.stage == JobStage::Staging) {
            lines << tr("holds cards, waits for its input");
        } else if (stay.stage == JobStage::Moving) {
            lines << tr("holds cards, waits for its checkpoint");
        }
        if (from != nullptr && !stay.job->placements.empty()) {
            QStringList names;
            for (const PlacedCards& placed : *from) {
                names << poolName(placed.poolId, m_ground, m_language);
            }
            lines << tr("moved here from %1").arg(names.join(QStringLiteral(", ")));
        }
        if (bar.isOpen) {
            lines << tr("goes on when the run ends");
        } else if (bar.end == timeOf(job.finish_s) && job.stage == JobStage::Finished) {
            lines << tr("is finished then");
        } else if (job.stage == JobStage::Cancelled && bar.end == timeOf(job.stays.back().end_s)) {
            lines << tr("is cancelled then");
        }
        if (bar.isLate) {
            lines << tr("misses its deadline, %1").arg(format::dateTime(timeOf(job.deadline_s)));
        } else if (bar.deadline != 0) {
            lines << tr("its deadline: %1").arg(format::dateTime(bar.deadline));
        }
        if (job.setbacks > 0) {
            lines << tr("failures cost it %1 card-hours").arg(format::number(job.lostCardHours, locale));
        }
        bar.note = lines.join(u'\n');
    }

    void addAt(GanttBar bar, const JobStay& stay)
    {
        const std::string& id = stay.job->id;
        const EntityKey job{EntityKey::Type::Job, bar.id};
        if (stay.job->placements.empty()) {
            bar.cards = stay.job->cards;
            bar.key = m_ground.job(id) != nullptr ? job : EntityKey{};
            m_bars[{}].push_back(bar);
        }
        for (const PlacedCards& placed : stay.job->placements) {
            bar.cards = placed.cards;
            bar.key = m_ground.job(id) != nullptr
                          ? job
                          : EntityKey{EntityKey::Type::Pool, format::text(placed.poolId)};
            m_bars[placed.poolId].push_back(bar);
        }
    }

    const Run& m_run;
    const Ground& m_ground;
    const Language& m_language;
    Bars m_bars;
};

/// Rows in the order of their names, that without a place last; `before` of two sides, or null.
struct Sheet
{
    std::vector<GanttRow> rows;
    std::vector<GanttBar> bars;

    void add(GanttRow row, bool isBefore, std::vector<GanttBar> of)
    {
        for (GanttBar& bar : of) {
            bar.row = static_cast<int>(rows.size());
            bars.push_back(std::move(bar));
        }
        row.isBefore = isBefore;
        rows.push_back(std::move(row));
    }
};

/// Pools by name, then what has no place.
std::vector<std::pair<std::string, GanttRow>> rowsOf(const Bars& one, const Bars& other, const Ground& ground,
                                                     const Language& language, const QString& placeless)
{
    std::map<std::string, GanttRow> rows;
    const twin::registry::Registry& registry = *ground.world()->registry;
    for (const Bars* bars : {&one, &other}) {
        for (const auto& [id, of] : *bars) {
            GanttRow& row = rows[id];
            if (id.empty()) {
                row = {{}, placeless, 0};
                continue;
            }
            const auto found = registry.find(twin::EntityKind::Pool, id);
            row = {{EntityKey::Type::Pool, format::text(id)},
                   Maker::poolName(id, ground, language),
                   found ? static_cast<double>(registry[twin::registry::PoolIndex(found->index)].cards) : 0};
        }
    }
    std::vector<std::pair<std::string, GanttRow>> out(rows.begin(), rows.end());
    std::ranges::sort(out, [](const auto& a, const auto& b) {
        const bool aLast = a.first.empty();
        const bool bLast = b.first.empty();
        return std::tie(aLast, a.second.label, a.first) < std::tie(bLast, b.second.label, b.first);
    });
    return out;
}

std::vector<GanttBar> barsOf(const Bars& bars, const std::string& pool)
{
    const auto found = bars.find(pool);
    return found == bars.end() ? std::vector<GanttBar>() : found->second;
}

} // namespace

void CourseGantt::show(GanttModel& gantt, const Run& run, const Ground& ground, const Language& language)
{
    const Bars bars = Maker(run, ground, language).make();
    Sheet sheet;
    for (const auto& [pool, row] : rowsOf(bars, {}, ground, language, tr("Without a place"))) {
        sheet.add(row, false, barsOf(bars, pool));
    }
    gantt.setContent(std::move(sheet.rows), std::move(sheet.bars), run.begin);
}

CourseGantt::Counts CourseGantt::showBeside(GanttModel& gantt, const Run& base, const Run& run,
                                            const Ground& ground, const Language& language)
{
    const Bars before = Maker(base, ground, language).make();
    const Bars after = Maker(run, ground, language).make();
    Counts counts;
    Sheet sheet;
    for (const auto& [pool, row] : rowsOf(before, after, ground, language, tr("Without a place"))) {
        std::vector<GanttBar> was = barsOf(before, pool);
        std::vector<GanttBar> is = barsOf(after, pool);
        counts.pools += pool.empty() ? 0 : 1;
        const auto isAlike = [](const GanttBar& a, const GanttBar& b) {
            return isSame(a, b);
        };
        if (std::ranges::equal(was, is, isAlike)) {
            continue;
        }
        counts.different += pool.empty() ? 0 : 1;
        GanttRow of = row;
        of.label = tr("%1 · base", "a pool, as it is with nothing done").arg(row.label);
        sheet.add(std::move(of), true, std::move(was));
        sheet.add(row, false, std::move(is));
    }
    gantt.setContent(std::move(sheet.rows), std::move(sheet.bars), run.begin);
    return counts;
}

} // namespace models
