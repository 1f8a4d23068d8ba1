#include "models/planner/plan_changes.h"

#include <algorithm>
#include <thread>

namespace models {

using twin::scenario::ChangeList;

PlanChanges::PlanChanges(PlannerModel& planner, QObject* parent)
    : QObject(parent)
    , m_planner(planner)
{
    m_pool.setMaxThreadCount(1);
    connect(&planner, &PlannerModel::commandsChanged, this, &PlanChanges::forget);
}

PlanChanges::~PlanChanges()
{
    cancel();
    m_pool.waitForDone();
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
    m_cancelled = std::make_shared<std::atomic<bool>>(false);
    m_pool.start([this, fork = m_fork, cancelled = m_cancelled] {
        const auto list = changeList(*fork->ground(), fork->document(),
                                     {std::max(1U, std::thread::hardware_concurrency()), cancelled.get()});
        auto made = list ? std::make_shared<const ChangeList>(*list) : nullptr;
        const bool isRefused = !list && list.error().code != twin::ErrorCode::Cancelled;
        const auto refusal = isRefused ? std::optional(list.error()) : std::nullopt;
        QMetaObject::invokeMethod(
            this,
            [this, cancelled, made, refusal] {
                if (m_cancelled == cancelled) {
                    m_cancelled.reset();
                    m_list = made;
                    m_refusal = refusal;
                    Q_EMIT changed();
                }
            },
            Qt::QueuedConnection);
    });
    Q_EMIT changed();
}

void PlanChanges::cancel()
{
    if (m_cancelled != nullptr) {
        *m_cancelled = true;
    }
}

void PlanChanges::forget()
{
    const PlanScenario* scenario = m_planner.current();
    if (scenario != nullptr && m_fork != nullptr && scenario->tip() == m_fork) {
        return;
    }
    const bool wasAny = m_list != nullptr || isRunning() || m_refusal.has_value();
    cancel();
    m_cancelled.reset();
    m_list.reset();
    m_fork.reset();
    m_refusal.reset();
    if (wasAny) {
        Q_EMIT changed();
    }
}

} // namespace models
