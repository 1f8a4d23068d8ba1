#pragma once

#include "models/feed/latest_job.h"
#include "models/placement/placement_model.h"
#include "models/placement/plan_commands.h"
#include "models/planner/planner_model.h"

#include <QObject>

#include <memory>
#include <optional>

namespace models {

/// Takes the last plan over into the current scenario, all of it as one edit, or nothing: the list of
/// commands is tried first, and who asked is told what stands in the way. After a failure the plan's moves
/// are what is taken over. GUI thread.
class PlanTakeover final : public QObject
{
    Q_OBJECT

  public:
    /// All of it outlives this.
    PlanTakeover(PlacementModel& placement, PlannerModel& planner, const Language& language,
                 QObject* parent = nullptr);

    /// Why it cannot be asked for; empty: it can.
    [[nodiscard]] QString whyNot() const;

    /// Of the plan, for the scenario as it stands. Worked out when somebody asks, once for each.
    [[nodiscard]] const PlanCommands& commands() const;

    [[nodiscard]] bool isTrying() const { return m_isTrying; }

    /// What stood in the way of the last one that was asked for; empty: nothing. Another plan or edit forgets
    /// it.
    [[nodiscard]] const QString& refusal() const { return m_refusal; }

  public Q_SLOTS:
    /// Does nothing while whyNot() says something.
    void start();

  Q_SIGNALS:
    void changed();
    /// The edit has been done.
    void taken(int commands, const QString& scenario);

  private:
    struct Tried
    {
        twin::scenario::ForkPtr tip;
        std::vector<twin::scenario::Command> all;
        int scenario = 0;
        int more = 0; ///< of these, at the end
        std::optional<twin::scenario::Refusal> refusal;
    };

    void update();
    void finish(const std::shared_ptr<const Tried>& tried);
    void watchEdit();
    void endEdit();

    PlacementModel& m_placement;
    PlannerModel& m_planner;
    const Language& m_language;
    mutable std::optional<PlanCommands> m_commands; ///< nothing: nobody has asked yet
    QString m_refusal;
    bool m_isTrying = false;
    std::shared_ptr<const Tried> m_asked; ///< the planner is to do it; null: nothing is
    /// What m_commands are of.
    PlacementOutcomePtr m_plan;
    twin::scenario::ForkPtr m_tip;
    LatestJob<std::shared_ptr<const Tried>> m_job;
};

} // namespace models
