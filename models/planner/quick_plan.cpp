#include "models/planner/quick_plan.h"

#include <utility>

namespace models {

namespace {

constexpr std::size_t kMaxWaiting = 100; // a person does not do more while a scenario is being prepared

} // namespace

QuickPlan::QuickPlan(PlannerModel& planner, QObject* parent)
    : QObject(parent)
    , m_planner(planner)
{
    connect(&planner, &PlannerModel::scenariosChanged, this, &QuickPlan::go);
    connect(&planner, &PlannerModel::currentChanged, this, &QuickPlan::go);
}

void QuickPlan::withScenario(Use use)
{
    if (m_planner.current() == nullptr || !m_planner.current()->error.isEmpty()) {
        const int id = m_planner.fork(twin::scenario::DemandKind::ThisInstant);
        if (id == 0) {
            return; // the planner has said why
        }
        Q_EMIT forked(m_planner.scenario(id)->name);
    }
    m_of = m_planner.current()->id;
    if (m_waiting.size() < kMaxWaiting) {
        m_waiting.push_back(std::move(use));
    }
    go();
}

void QuickPlan::edit(Make make)
{
    withScenario(
        [this, make = std::move(make)](const PlanScenario& scenario, const twin::scenario::Edits& edits) {
            const QuickAnswer answer = make(scenario, edits);
            if (answer.command) {
                m_planner.apply(*answer.command);
            } else {
                Q_EMIT refused(answer.reason);
            }
        });
}

void QuickPlan::go()
{
    const PlanScenario* scenario = m_planner.current();
    if (scenario == nullptr || scenario->id != m_of || !scenario->error.isEmpty()) {
        const bool isLeft = !m_waiting.empty() && m_planner.scenario(m_of) != nullptr &&
                            (scenario == nullptr || scenario->id != m_of);
        m_waiting.clear();
        if (isLeft) { // of one that failed the planner has said why
            Q_EMIT refused(tr("What waited for the scenario that was left has not been done."));
        }
        return;
    }
    while (scenario != nullptr && scenario->isReady() && !m_waiting.empty()) {
        const Use use = std::move(m_waiting.front());
        m_waiting.pop_front();
        use(*scenario, editsOf(*scenario->tip()));
        scenario = m_planner.current(); // what was done may have closed it
    }
}

} // namespace models
