#pragma once

#include "models/feed/asked_job.h"
#include "models/planner/planner_model.h"
#include "twin/scenario/run.h"

#include <QObject>

#include <memory>
#include <optional>

namespace models {

/// The course of the current scenario: jobs and flows in one event simulation up to a horizon, and beside it
/// what they would do with nothing done. Run only when it is asked for, on a thread of its own; another edit
/// or scenario forgets it. GUI thread.
class PlanCourse final : public QObject
{
    Q_OBJECT

  public:
    explicit PlanCourse(PlannerModel& planner, QObject* parent = nullptr);

    static constexpr int kMostHours = 24 * 366;
    static constexpr int kUsualHours = 24;
    static constexpr std::size_t kMostStays = 200'000; ///< of jobs, kept of each run

    /// Null: not run yet, or not for the scenario as it stands.
    [[nodiscard]] const std::shared_ptr<const twin::scenario::Run>& run() const { return m_run; }

    /// The same hours with nothing done; null when run() is. Of a scenario without commands it is run().
    [[nodiscard]] const std::shared_ptr<const twin::scenario::Run>& base() const { return m_base; }

    [[nodiscard]] bool isRunning() const { return m_job.isRunning(); }

    /// Of the run's time, 0 to 1.
    [[nodiscard]] double progress() const { return m_progress; }

    /// The fork it is of.
    [[nodiscard]] const twin::scenario::ForkPtr& fork() const { return m_fork; }

    /// Why it could not be run; none: it has not been refused.
    [[nodiscard]] const std::optional<twin::scenario::Refusal>& refusal() const { return m_refusal; }

    /// From the scenario's beginning, 1 to kMostHours; the next run's.
    [[nodiscard]] int hours() const { return m_hours; }

    void setHours(int hours);

  public Q_SLOTS:
    /// Runs the current scenario.
    void compute();
    /// Nothing comes of the run under way, even if it is done by now.
    void cancel();

  Q_SIGNALS:
    void changed();
    void progressChanged();

  private:
    struct Answer;

    /// The newest run of a ground with nothing done: as good for all scenarios of it.
    struct Base
    {
        std::weak_ptr<const twin::scenario::Ground> ground;
        twin::TimeNs horizon = 0;
        std::shared_ptr<const twin::scenario::Run> run;
    };

    using Job = AskedJob<std::shared_ptr<const Answer>>;

    [[nodiscard]] std::shared_ptr<const Answer>
    work(const Job::ProgressPtr& progress, const twin::scenario::Fork& fork, int hours, const Base& known);
    void take(const std::shared_ptr<const Answer>& answer);
    void forget();

    PlannerModel& m_planner;
    twin::scenario::ForkPtr m_fork;
    std::shared_ptr<const twin::scenario::Run> m_run;
    std::shared_ptr<const twin::scenario::Run> m_base;
    Base m_known;
    std::optional<twin::scenario::Refusal> m_refusal;
    double m_progress = 0;
    int m_hours = kUsualHours;
    Job m_job;
};

} // namespace models
