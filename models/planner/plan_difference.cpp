#include "models/planner/plan_difference.h"

#include "models/geo/difference_overlay.h"

#include <algorithm>

namespace models {

PlanDifference::PlanDifference(PlannerModel& planner, QObject* parent)
    : QObject(parent)
    , m_planner(planner)
{
    for (const auto signal : {&PlannerModel::currentChanged, &PlannerModel::commandsChanged,
                              &PlannerModel::resultChanged, &PlannerModel::scenariosChanged}) {
        connect(&planner, signal, this, &PlanDifference::update);
        connect(&planner, signal, this, &PlanDifference::choicesChanged);
    }
}

std::vector<const PlanScenario*> PlanDifference::choices() const
{
    std::vector<const PlanScenario*> out;
    const PlanScenario* current = m_planner.current();
    if (current == nullptr || !current->isReady()) {
        return out;
    }
    for (const PlanScenario& each : m_planner.scenarios()) {
        if (each.id != current->id && each.result.outcome != nullptr && each.ground == current->ground) {
            out.push_back(&each);
        }
    }
    return out;
}

void PlanDifference::setAgainst(int scenario)
{
    const auto all = choices();
    const bool isAny = std::ranges::find(all, scenario, &PlanScenario::id) != all.end();
    if (m_against != (isAny ? scenario : 0)) {
        m_against = isAny ? scenario : 0;
        Q_EMIT choicesChanged();
        update();
    }
}

void PlanDifference::update()
{
    const auto all = choices();
    if (m_against != 0 && std::ranges::find(all, m_against, &PlanScenario::id) == all.end()) {
        m_against = 0; // closed, or of another moment than the one that is current now
        Q_EMIT choicesChanged();
    }
    const PlanScenario* scenario = m_planner.current();
    const bool isAny =
        scenario != nullptr && scenario->isReady() && (scenario->tip()->depth() > 0 || m_against != 0);
    MapDifferencePtr next;
    if (isAny && scenario->result.outcome != nullptr) {
        next = made(*scenario);
    } else if (isAny && m_differenceOf == scenario->id && scenario->result.error.isEmpty()) {
        next = m_difference;
    }
    m_differenceOf = isAny ? scenario->id : 0;
    if (next != m_difference) {
        m_difference = std::move(next);
        m_after = m_difference != nullptr ? scenario->result.outcome : nullptr;
        const PlanScenario* other = m_against != 0 ? m_planner.scenario(m_against) : nullptr;
        m_before = m_difference != nullptr && other != nullptr ? other->result.outcome : nullptr;
        Q_EMIT changed();
    }
}

/// The one that is shown, where it is of the same two.
MapDifferencePtr PlanDifference::made(const PlanScenario& scenario) const
{
    using twin::scenario::Outcome;
    const PlanScenario* other = m_against != 0 ? m_planner.scenario(m_against) : nullptr;
    const auto before = other != nullptr ? other->result.outcome : nullptr;
    const QString name =
        other != nullptr ? tr("%1 beside %2").arg(scenario.name, other->name) : scenario.name;
    if (m_difference != nullptr && m_after == scenario.result.outcome && m_before == before &&
        m_difference->name == name) {
        return m_difference;
    }
    auto outcome = scenario.result.outcome;
    if (before != nullptr) {
        outcome = std::make_shared<const Outcome>(
            twin::scenario::compare(*scenario.ground, before->after, outcome->after));
    }
    return differenceOverlay(*scenario.ground, std::move(outcome), name);
}

} // namespace models
