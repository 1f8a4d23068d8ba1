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
{
    m_pool.setMaxThreadCount(1);
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

PlanCourse::~PlanCourse()
{
    cancel();
    m_pool.waitForDone();
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
    m_cancelled = std::make_shared<std::atomic<bool>>(false);
    m_pool.start([this, fork = m_fork, cancelled = m_cancelled, hours = m_hours, known = m_known] {
        const Document document = fork->document();
        RunOptions options;
        options.horizon = horizonOf(document.horizon, hours);
        options.mostStays = kMostStays;
        options.cancelled = cancelled.get();
        const bool isBase = fork->parent() == nullptr;
        const bool isKnown = known.ground.lock() == fork->ground() && known.horizon == options.horizon;
        const double parts = isBase || isKnown ? 1 : 2;
        double before = 0;
        options.onProgress = [this, cancelled, parts, &before](double done_s, double all_s) {
            QMetaObject::invokeMethod(
                this,
                [this, cancelled, part = (before + (all_s > 0 ? done_s / all_s : 0)) / parts] {
                    if (m_cancelled == cancelled) {
                        m_progress = part;
                        Q_EMIT progressChanged();
                    }
                },
                Qt::QueuedConnection);
        };
        auto answer = std::make_shared<Answer>();
        answer->horizon = options.horizon;
        const auto runIt = [&](const Document& of) -> std::shared_ptr<const Run> {
            auto run = simulateRun(*fork->ground(), of, options);
            if (run) {
                return std::make_shared<const Run>(std::move(*run));
            }
            if (run.error().code != twin::ErrorCode::Cancelled) {
                answer->refusal = std::move(run.error());
            }
            return nullptr;
        };
        answer->run = runIt(document);
        before = 1;
        if (answer->run != nullptr) {
            answer->base = isBase ? answer->run : isKnown ? known.run : runIt(withoutCommands(document));
            answer->run = answer->base != nullptr ? answer->run : nullptr; // it was cancelled
        }
        QMetaObject::invokeMethod(
            this, [this, cancelled, answer] { take(cancelled, answer); }, Qt::QueuedConnection);
    });
    Q_EMIT changed();
}

void PlanCourse::take(const std::shared_ptr<std::atomic<bool>>& of,
                      const std::shared_ptr<const Answer>& answer)
{
    if (m_cancelled == of) {
        m_cancelled.reset();
        m_run = answer->run;
        m_base = answer->base;
        if (m_base != nullptr) {
            m_known = {m_fork->ground(), answer->horizon, m_base};
        }
        m_refusal = answer->refusal;
        Q_EMIT changed();
    }
}

void PlanCourse::cancel()
{
    if (m_cancelled != nullptr) {
        *m_cancelled = true;
    }
}

void PlanCourse::forget()
{
    const PlanScenario* scenario = m_planner.current();
    if (scenario != nullptr && m_fork != nullptr && scenario->tip() == m_fork) {
        return;
    }
    const bool wasAny = m_run != nullptr || isRunning() || m_refusal.has_value();
    cancel();
    m_cancelled.reset();
    m_run.reset();
    m_base.reset();
    m_fork.reset();
    m_refusal.reset();
    if (wasAny) {
        Q_EMIT changed();
    }
}

} // namespace models
