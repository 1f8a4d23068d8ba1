#pragma once

#include "models/language/language.h"
#include "models/planner/planner_model.h"

#include <QObject>

#include <map>

namespace models {

/// Scenarios nobody has given a name ("Scenario 3") are called in the language of the screen, also when that
/// changes. What a person has named otherwise, or a file holds, keeps its name. GUI thread.
class ScenarioNames final : public QObject
{
    Q_OBJECT

  public:
    /// `planner` and `language` outlive it.
    ScenarioNames(PlannerModel& planner, const Language& language, QObject* parent = nullptr);

  private:
    void look();
    void retranslate();

    PlannerModel& m_planner;
    std::map<int, int> m_numbers; ///< in the usual name of a scenario, by scenario
};

} // namespace models
