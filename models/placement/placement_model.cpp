#include "models/placement/placement_model.h"

#include "models/compute/compute_terms.h"
#include "models/format/format.h"
#include "models/placement/gantt_fill.h"
#include "models/placement/placement_quantities.h"
#include "models/placement/waiting_jobs.h"
#include "models/planner/plan_course.h"
#include "twin/compute/plan_file.h"

#include <cmath>

namespace models {

using twin::compute::PlacementPolicy;

namespace {

constexpr int kRefresh_ms = 2'000; ///< jobs come and go slowly

} // namespace

PlacementModel::PlacementModel(SnapshotFeed& feed, const Language& language, QObject* parent)
    : QObject(parent)
    , m_feed(feed)
    , m_language(language)
    , m_plan(language)
    , m_rejections(language)
    , m_moves(language)
    , m_refresh(kRefresh_ms, [this] { showGantt(); })
    , m_job([this](std::optional<PlacementOutcomePtr> outcome) { take(std::move(outcome)); })
{
    connect(&feed, &SnapshotFeed::snapshotApplied, this, [this] {
        if (m_isActive && m_shown == Shown::Jobs) {
            m_refresh.request();
        }
    });
    connect(&language, &Language::changed, this, [this] {
        m_plan.retranslate();
        m_rejections.retranslate();
        m_moves.retranslate();
        showGantt();
        Q_EMIT changed();
    });
}

void PlacementModel::run(const QString& jobsFile, const PlacementSettings& settings)
{
    if (const auto& snapshot = m_feed.snapshot()) {
        start({snapshot, jobsFile, settings, {}, nullptr});
    }
}

void PlacementModel::replan(const QStringList& failed)
{
    const auto& snapshot = m_feed.snapshot();
    if (!snapshot || !hasPlan()) {
        return;
    }
    // A second failure adds to the first: what is planned anew is the plan as it is now.
    QStringList all = m_outcome->failed;
    for (const QString& name : failed) {
        if (!all.contains(name)) {
            all.append(name);
        }
    }
    start({snapshot, {}, m_outcome->settings, all, m_outcome});
}

void PlacementModel::start(PlacementOrder order)
{
    if (isRunning()) {
        return;
    }
    m_job.ask([order = std::move(order)](const auto& progress) { return placeJobs(order, *progress); });
    Q_EMIT changed();
}

void PlacementModel::cancel()
{
    m_job.cancel();
}

void PlacementModel::take(std::optional<PlacementOutcomePtr> outcome)
{
    // What was asked for and taken back leaves the last plan. So does a failure that cannot be planned for.
    m_error = outcome ? (*outcome)->error : twin::Error{twin::ErrorCode::Cancelled, "cancelled", {}, 0, 0};
    const bool keepsPlan = !outcome || (hasPlan() && m_error && (*outcome)->before);
    if (!keepsPlan) {
        m_outcome = std::move(*outcome);
        m_plan.setOutcome(m_outcome);
        m_rejections.setOutcome(m_outcome);
        m_moves.setOutcome(m_outcome);
        m_shown = hasPlan() ? Shown::Plan : m_shown;
        showGantt();
    }
    Q_EMIT changed();
}

void PlacementModel::setShown(Shown shown)
{
    m_shown = shown;
    showGantt();
}

void PlacementModel::setCourse(const PlannerModel& planner, const PlanCourse& course)
{
    m_planner = &planner;
    m_course = &course;
    connect(&course, &PlanCourse::changed, this, &PlacementModel::takeCourse);
    for (const auto signal : {&PlannerModel::currentChanged, &PlannerModel::scenariosChanged}) {
        connect(&planner, signal, this, &PlacementModel::shownChanged);
    }
}

/// A run that was asked for comes to the front, as a plan does; what it is of is followed from then on.
void PlacementModel::takeCourse()
{
    const auto& run = m_course->run();
    const bool isNew = run != nullptr && m_shownRun.lock() != run;
    m_shownRun = run;
    if (isNew && !showsCourse()) {
        m_shown = Shown::Beside;
    }
    if (showsCourse()) {
        showGantt();
    }
}

void PlacementModel::setActive(bool active)
{
    const bool wakes = active && !m_isActive;
    m_isActive = active;
    if (wakes) {
        showGantt();
        Q_EMIT changed(); // how many jobs wait
    }
}

void PlacementModel::showGantt()
{
    m_counts = {};
    fillGantt();
    Q_EMIT shownChanged();
}

void PlacementModel::fillGantt()
{
    if (m_shown == Shown::Plan && hasPlan()) {
        showPlan(m_gantt, *m_outcome, m_language);
    } else if (m_shown == Shown::Jobs && m_feed.snapshot()) {
        showJobs(m_gantt, *m_feed.snapshot(), m_language);
    } else if (showsCourse() && m_isActive && m_course != nullptr && m_course->run() != nullptr) {
        showCourse();
    } else {
        m_gantt.setContent({}, {}, 0);
    }
}

void PlacementModel::showCourse()
{
    const twin::scenario::Ground& ground = *m_course->fork()->ground();
    if (m_shown == Shown::Beside) {
        m_counts = CourseGantt::showBeside(m_gantt, *m_course->base(), *m_course->run(), ground, m_language);
    } else {
        CourseGantt::show(m_gantt, m_shown == Shown::Base ? *m_course->base() : *m_course->run(), ground,
                          m_language);
    }
}

const PlanScenario* PlacementModel::scenario() const
{
    return m_planner != nullptr ? m_planner->current() : nullptr;
}

QString PlacementModel::shownText() const
{
    if (m_shown == Shown::Jobs) {
        return m_feed.snapshot() ? tr("As they are at %1").arg(format::dateTime(m_feed.snapshot()->time))
                                 : QString();
    }
    if (m_shown == Shown::Plan) {
        return hasPlan() ? tr("Plan of %1").arg(format::dateTime(m_outcome->snapshot->time)) : QString();
    }
    return courseText();
}

QString PlacementModel::courseText() const
{
    if (scenario() == nullptr || m_course->run() == nullptr) {
        return scenario() != nullptr ? scenario()->name : QString();
    }
    const twin::scenario::Run& run = *m_course->run();
    QString text;
    switch (m_shown) {
    case Shown::Base:
        text = tr("Base of %1, from %2 to %3");
        break;
    case Shown::Scenario:
        text = tr("Scenario %1, from %2 to %3");
        break;
    default:
        text = tr("%1 beside its base, from %2 to %3");
        break;
    }
    text = text.arg(scenario()->name, format::dateTime(run.begin), format::dateTime(run.end));
    if (m_shown == Shown::Beside) {
        const QLocale& locale = m_language.locale();
        text = tr("%1: %2 of %3 pools differ")
                   .arg(text, locale.toString(m_counts.different), locale.toString(m_counts.pools));
    }
    // Of a scenario without commands the base is the run itself: what is left out is so once.
    const twin::scenario::Run& base = *m_course->base();
    const std::uint64_t ofRun = m_shown != Shown::Base ? run.staysLeftOut : 0;
    const bool addsBase = m_shown == Shown::Base || (m_shown == Shown::Beside && &base != &run);
    const std::uint64_t leftOut = ofRun + (addsBase ? base.staysLeftOut : 0);
    return leftOut == 0
               ? text
               : tr("%1; %2 changes are left out").arg(text, format::count(leftOut, m_language.locale()));
}

QString PlacementModel::emptyText() const
{
    switch (m_shown) {
    case Shown::Jobs:
        return tr("No job holds cards now. Jobs are shown here when a source reports them or "
                  "the registry file brings a workload.");
    case Shown::Plan:
        return tr("There is no plan yet: choose jobs and a policy above, and place them.");
    default:
        break;
    }
    if (scenario() == nullptr) {
        return tr("No scenario yet: fork the moment on the screen (Ctrl+N), do something to it and run it "
                  "(Ctrl+R). Where and when its jobs run is shown here, beside its base.");
    }
    if (m_course->isRunning()) {
        return tr("The scenario is being run…");
    }
    if (m_course->run() == nullptr) {
        return tr("The scenario has not been run as it stands: Ctrl+R runs it, or “Run” above.");
    }
    return m_shown == Shown::Beside
               ? tr("In the scenario every job runs where, when and as fast as in its base.")
               : tr("No job holds cards in these hours.");
}

std::size_t PlacementModel::waiting() const
{
    return m_feed.snapshot() ? waitingCount(*m_feed.snapshot()) : 0;
}

QByteArray PlacementModel::json() const
{
    return QByteArray::fromStdString(twin::compute::planText(*m_outcome->problem, m_outcome->plan));
}

QString PlacementModel::summary() const
{
    if (!m_outcome || m_outcome->error) {
        return {};
    }
    const twin::compute::PlacementPlan& plan = m_outcome->plan;
    const QLocale& locale = m_language.locale();
    const auto cny = [&](double amount) {
        return format::money(static_cast<twin::MoneyE4>(std::llround(amount * 1e4)), locale).text();
    };
    QStringList parts{tr("%1 of %2 jobs placed")
                          .arg(format::count(std::uint64_t{plan.placed}, locale),
                               format::count(std::uint64_t{plan.jobs.size()}, locale)),
                      cny(plan.cost_cny),
                      tr("%1 CO₂", "an amount with its unit").arg(carbonQuantity(plan.kgCo2, locale).text())};
    if (m_outcome->before) {
        double cost = 0;
        int moved = 0;
        int rerouted = 0;
        int lost = 0;
        for (const auto& move : m_outcome->moves) {
            cost += move.cost_cny;
            moved += move.kind == twin::compute::MoveKind::Moved ? 1 : 0;
            rerouted += move.kind == twin::compute::MoveKind::Rerouted ? 1 : 0;
            lost += move.kind == twin::compute::MoveKind::Lost ? 1 : 0;
        }
        parts.prepend(tr("After failure of %1").arg(m_outcome->failed.join(QStringLiteral(", "))));
        parts << tr("%n job(s) move", "to other pools, after a failure", moved);
        if (rerouted > 0) {
            parts << tr("%n job(s) stay, their traffic goes another way", nullptr, rerouted);
        }
        if (lost > 0) {
            parts << tr("%n job(s) have no place left", nullptr, lost);
        }
        parts << tr("moves cost %1").arg(cny(cost));
    } else {
        parts.prepend(ComputeTerms::of(m_outcome->settings.policy));
    }
    if (m_outcome->settings.policy == PlacementPolicy::Exact && !m_outcome->before) {
        parts << (plan.isProven ? tr("proven")
                                : tr("at least %1 whatever the plan").arg(cny(plan.bound_cny)));
        if (!plan.restrictions.empty()) { // the only one there is: placement_exact.h
            parts << tr("of jobs across pools not every set of pools was looked at");
        }
        if (plan.isEndedByClock) {
            parts << tr("ended by the clock: another run may come to another plan");
        }
    }
    if (m_outcome->engine.legs > 0) {
        parts << tr("every leg gets %1 of its rate")
                     .arg(format::percent(m_outcome->engine.leastShare, locale).text());
    }
    if (!m_outcome->broken.empty()) {
        parts << tr("the plan breaks a constraint: %1").arg(format::text(m_outcome->broken.front()));
    }
    parts << tr("in %1 s").arg(format::number(m_outcome->seconds, locale));
    return parts.join(QStringLiteral(" · "));
}

} // namespace models
