#include "models/planner/scenario_names.h"

namespace models {

namespace {

QString usualName(int number)
{
    return PlannerModel::tr("Scenario %1").arg(number);
}

/// The number of "Scenario 3"; 0: the name is another one.
int numberOf(const QString& name)
{
    const QString pattern = usualName(0);
    const qsizetype before = pattern.indexOf(u'0');
    const qsizetype after = pattern.size() - before - 1;
    const int number = name.mid(before, name.size() - before - after).toInt();
    return number > 0 && name == usualName(number) ? number : 0;
}

} // namespace

ScenarioNames::ScenarioNames(PlannerModel& planner, const Language& language, QObject* parent)
    : QObject(parent)
    , m_planner(planner)
{
    connect(&planner, &PlannerModel::scenariosChanged, this, &ScenarioNames::look);
    connect(&language, &Language::changed, this, &ScenarioNames::retranslate);
    look();
}

void ScenarioNames::look()
{
    m_numbers.clear();
    for (const PlanScenario& scenario : m_planner.scenarios()) {
        if (const int number = scenario.file.isEmpty() ? numberOf(scenario.name) : 0; number > 0) {
            m_numbers[scenario.id] = number;
        }
    }
}

void ScenarioNames::retranslate()
{
    const std::map<int, int> unnamed = m_numbers; // with each name given they are looked at anew
    for (const auto& [id, number] : unnamed) {
        m_planner.rename(id, usualName(number));
    }
    look();
}

} // namespace models
