#pragma once

#include "models/planner/planner_model.h"
#include "twin/scenario/change_list.h"

#include <QObject>
#include <QThreadPool>

#include <atomic>
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
    ~PlanChanges() override; ///< cancels, and waits for the thread

    /// Null: not made yet, or not for the scenario as it stands.
    [[nodiscard]] const std::shared_ptr<const twin::scenario::ChangeList>& list() const { return m_list; }

    /// The fork the list is of.
    [[nodiscard]] const twin::scenario::ForkPtr& fork() const { return m_fork; }

    [[nodiscard]] bool isRunning() const { return m_cancelled != nullptr; }

    /// Why it could not be made; none: it has not been refused.
    [[nodiscard]] const std::optional<twin::scenario::Refusal>& refusal() const { return m_refusal; }

  public Q_SLOTS:
    /// Makes the list of the current scenario.
    void compute();
    void cancel();

  Q_SIGNALS:
    void changed();

  private:
    void forget();

    PlannerModel& m_planner;
    twin::scenario::ForkPtr m_fork;
    std::shared_ptr<const twin::scenario::ChangeList> m_list;
    std::optional<twin::scenario::Refusal> m_refusal;
    std::shared_ptr<std::atomic<bool>> m_cancelled; ///< of the run under way; null without one
    QThreadPool m_pool;
};

} // namespace models
