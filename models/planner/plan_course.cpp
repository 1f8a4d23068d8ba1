#include "models/planner/plan_course.h"

#include <algorithm>
#include <utility>

namespace models {

using namespace twin::scenario;
using twin::TimeNs;

struct PlanCourse::Answer
{
    std::shared_ptr<const Run> run;
    std::shared_ptr<const Run> base;
    TimeNs horizon = 0;
    std::optional<Refusal> refusal;
};

namespace {

/// Rounded up, within bounds.
int wholeHours(TimeNs time)
{
    const TimeNs hours = time / twin::kHour + (time % twin::kHour > 0 ? 1 : 0);
    return static_cast<int>(std::min<TimeNs>(hours, PlanCourse::kMostHours));
}

/// What the file states to the second, as long as nobody has set other hours than those.
TimeNs horizonOf(TimeNs stated, int hours)
{
    return stated > 0 && wholeHours(stated) == hours ? stated : hours * twin::kHour;
}

Document withoutCommands(Document document)
{
    document.commands.clear();
    return document;
}

} // namespace

PlanCourse::PlanCourse(PlannerModel& planner, QObject* parent)
    : QObject(parent)
    , m_planner(planner)
    , m_job([this](std::optional<std::shared_ptr<const Answer>> answer) {
        take(answer ? *answer : std::make_shared<const Answer>());
    })
{
    connect(&planner, &PlannerModel::commandsChanged, this, &PlanCourse::forget);
    connect(&planner, &PlannerModel::currentChanged, this, &PlanCourse::forget);
    // Another scenario has hours of its own: those its file states, or the usual ones.
    connect(&planner, &PlannerModel::commandsChanged, this, [this, last = 0]() mutable {
        const PlanScenario* scenario = m_planner.current();
        const int id = scenario != nullptr && scenario->isReady() ? scenario->id : 0;
        if (std::exchange(last, id) == id) {
            return;
        }
        const TimeNs stated = id != 0 ? scenario->tip()->document().horizon : 0;
        setHours(stated > 0 ? wholeHours(stated) : kUsualHours);
        Q_EMIT changed();
    });
}

void PlanCourse::setHours(int hours)
{
    m_hours = std::clamp(hours, 1, kMostHours);
}

void PlanCourse::compute()
{
    const PlanScenario* scenario = m_planner.current();
    if (scenario == nullptr || !scenario->isReady() || isRunning()) {
        return;
    }
    m_fork = scenario->tip();
    m_run.reset();
    m_base.reset();
    m_refusal.reset();
    m_progress = 0;
    m_job.ask([this, fork = m_fork, hours = m_hours, known = m_known](const Job::ProgressPtr& progress) {
        return work(progress, *fork, hours, known);
    });
    Q_EMIT changed();
}

/// On the job's thread.
std::shared_ptr<const PlanCourse::Answer> PlanCourse::work(const Job::ProgressPtr& progress, const Fork& fork,
                                                           int hours, const Base& known)
{
    const Document document = fork.document();
    RunOptions options;
    options.horizon = horizonOf(document.horizon, hours);
    options.mostStays = kMostStays;
    options.cancelled = &progress->isCancelled;
    const bool isBase = fork.parent() == nullptr;
    const bool isKnown = known.ground.lock() == fork.ground() && known.horizon == options.horizon;
    const double parts = isBase || isKnown ? 1 : 2;
    double before = 0;
    options.onProgress = [&](double done_s, double all_s) {
        m_job.tell(progress, [this, part = (before + (all_s > 0 ? done_s / all_s : 0)) / parts] {
            m_progress = part;
            Q_EMIT progressChanged();
        });
    };
    auto answer = std::make_shared<Answer>();
    answer->horizon = options.horizon;
    const auto runIt = [&](const Document& of) -> std::shared_ptr<const Run> {
        auto run = simulateRun(*fork.ground(), of, options);
        if (!run) {
            answer->refusal = std::move(run.error());
            return nullptr;
        }
        return std::make_shared<const Run>(std::move(*run));
    };
    answer->run = runIt(document);
    before = 1;
    if (answer->run != nullptr) {
        answer->base = isBase ? answer->run : isKnown ? known.run : runIt(withoutCommands(document));
        answer->run = answer->base != nullptr ? answer->run : nullptr;
    }
    return answer;
}

void PlanCourse::take(const std::shared_ptr<const Answer>& answer)
{
    m_run = answer->run;
    m_base = answer->base;
    if (m_base != nullptr) {
        m_known = {m_fork->ground(), answer->horizon, m_base};
    }
    m_refusal = answer->refusal;
    Q_EMIT changed();
}

void PlanCourse::cancel()
{
    m_job.cancel();
}

void PlanCourse::forget()
{
    const PlanScenario* scenario = m_planner.current();
    if (scenario != nullptr && m_fork != nullptr && scenario->tip() == m_fork) {
        return;
    }
    const bool wasAny = m_run != nullptr || isRunning() || m_refusal.has_value();
    m_job.forget();
    m_run.reset();
    m_base.reset();
    m_fork.reset();
    m_refusal.reset();
    if (wasAny) {
        Q_EMIT changed();
    }
}

} // namespace models
