#pragma once

#include "models/feed/asked_job.h"
#include "models/planner/planner_model.h"
#include "twin/scenario/change_list.h"

#include <QObject>

#include <memory>
#include <optional>

namespace models {

/// The change list of the current scenario: ordered steps, each checked for every single cut. Made only when
/// it is asked for (an N-1 table a step), on a thread of its own; another edit or scenario forgets it. GUI
/// thread.
class PlanChanges final : public QObject
{
    Q_OBJECT

  public:
    explicit PlanChanges(PlannerModel& planner, QObject* parent = nullptr);

    /// Null: not made yet, or not for the scenario as it stands.
    [[nodiscard]] const std::shared_ptr<const twin::scenario::ChangeList>& list() const { return m_list; }

    /// The fork the list is of.
    [[nodiscard]] const twin::scenario::ForkPtr& fork() const { return m_fork; }

    [[nodiscard]] bool isRunning() const { return m_job.isRunning(); }

    /// Why it could not be made; none: it has not been refused.
    [[nodiscard]] const std::optional<twin::scenario::Refusal>& refusal() const { return m_refusal; }

  public Q_SLOTS:
    /// Makes the list of the current scenario.
    void compute();
    /// No list comes of what is under way, even if it is made by now.
    void cancel();

  Q_SIGNALS:
    void changed();

  private:
    using Made = twin::scenario::Judged<twin::scenario::ChangeList>;

    void take(std::optional<Made> made);
    void forget();

    PlannerModel& m_planner;
    twin::scenario::ForkPtr m_fork;
    std::shared_ptr<const twin::scenario::ChangeList> m_list;
    std::optional<twin::scenario::Refusal> m_refusal;
    AskedJob<Made> m_job;
};

} // namespace models
