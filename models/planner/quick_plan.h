#pragma once

#include "models/planner/planner_model.h"
#include "models/planner/quick_commands.h"

#include <QObject>

#include <deque>
#include <functional>

namespace models {

/// One gesture, one edit: work on the current scenario, which is forked from the moment on screen when there
/// is none, with this instant's traffic. What is asked while it is being prepared waits for it. GUI thread.
class QuickPlan final : public QObject
{
    Q_OBJECT

  public:
    explicit QuickPlan(PlannerModel& planner, QObject* parent = nullptr);

    /// The scenario as it stands then, ready, and what its commands come to.
    using Use = std::function<void(const PlanScenario& scenario, const twin::scenario::Edits& edits)>;
    using Make = std::function<QuickAnswer(const PlanScenario& scenario, const twin::scenario::Edits& edits)>;

    /// Calls `use` with the current scenario once it is ready: now if it is. Forgotten when that scenario
    /// cannot be prepared, or another one becomes the current one (`refused` then).
    void withScenario(Use use);

    /// Does the command that `make` gives; `refused` when it gives none.
    void edit(Make make);

    [[nodiscard]] bool isWaiting() const { return !m_waiting.empty(); }

  Q_SIGNALS:
    /// There was no scenario: one has been forked for what was asked.
    void forked(const QString& name);
    /// Why there is no command.
    void refused(const QString& reason);

  private:
    void go();

    PlannerModel& m_planner;
    int m_of = 0; ///< the scenario that is waited for
    std::deque<Use> m_waiting;
};

} // namespace models
