#include "models/planner/plan_changes.h"

#include "twin/support/parallel.h"

#include <utility>

namespace models {

using twin::scenario::ChangeList;

PlanChanges::PlanChanges(PlannerModel& planner, QObject* parent)
    : QObject(parent)
    , m_planner(planner)
    , m_job([this](std::optional<Made> made) { take(std::move(made)); })
{
    connect(&planner, &PlannerModel::commandsChanged, this, &PlanChanges::forget);
}

void PlanChanges::compute()
{
    const PlanScenario* scenario = m_planner.current();
    if (scenario == nullptr || !scenario->isReady() || isRunning()) {
        return;
    }
    m_fork = scenario->tip();
    m_list.reset();
    m_refusal.reset();
    m_job.ask([fork = m_fork](const auto& progress) -> Made {
        return changeList(*fork->ground(), fork->document(), {twin::threadCount(0), &progress->isCancelled});
    });
    Q_EMIT changed();
}

void PlanChanges::take(std::optional<Made> made)
{
    if (made && *made) {
        m_list = std::make_shared<const ChangeList>(std::move(**made));
    } else if (made) {
        m_refusal = std::move(made->error());
    }
    Q_EMIT changed();
}

void PlanChanges::cancel()
{
    m_job.cancel();
}

void PlanChanges::forget()
{
    const PlanScenario* scenario = m_planner.current();
    if (scenario != nullptr && m_fork != nullptr && scenario->tip() == m_fork) {
        return;
    }
    const bool wasAny = m_list != nullptr || isRunning() || m_refusal.has_value();
    m_job.forget();
    m_list.reset();
    m_fork.reset();
    m_refusal.reset();
    if (wasAny) {
        Q_EMIT changed();
    }
}

} // namespace models
