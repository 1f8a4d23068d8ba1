#pragma once

#include "models/geo/map_difference.h"
#include "models/planner/planner_model.h"

#include <QObject>

#include <vector>

namespace models {

/// What the map shows of the current scenario: its difference to its base, or to another scenario of the same
/// moment. The newest stays while the next one is being worked out. GUI thread.
class PlanDifference final : public QObject
{
    Q_OBJECT

  public:
    explicit PlanDifference(PlannerModel& planner, QObject* parent = nullptr);

    /// Null: there is no scenario, or nothing was done in it.
    [[nodiscard]] const MapDifferencePtr& difference() const { return m_difference; }

    /// The scenario that stands for "before"; 0: the base.
    [[nodiscard]] int against() const { return m_against; }

    /// One that is not among `choices` is the base.
    void setAgainst(int scenario);
    /// The scenarios that the current one can be set beside: the others of its ground, once they are
    /// computed.
    [[nodiscard]] std::vector<const PlanScenario*> choices() const;

  Q_SIGNALS:
    void changed();        ///< difference()
    void choicesChanged(); ///< or their names, or against()

  private:
    void update();
    [[nodiscard]] MapDifferencePtr made(const PlanScenario& scenario) const;

    PlannerModel& m_planner;
    MapDifferencePtr m_difference;
    int m_differenceOf = 0; ///< scenario
    int m_against = 0;
    /// What m_difference was made of.
    std::shared_ptr<const twin::scenario::Outcome> m_after;
    std::shared_ptr<const twin::scenario::Outcome> m_before; ///< null: the base
};

} // namespace models
