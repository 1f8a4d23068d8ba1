#include "models/placement/plan_takeover.h"

#include "models/planner/reason_words.h"
#include "twin/scenario/document.h"

#include <algorithm>
#include <utility>

namespace models {

using namespace twin::scenario;

namespace {

twin::registry::RegistryPtr registryOf(const ForkPtr& tip)
{
    const auto& snapshot = tip->ground()->snapshot();
    return snapshot != nullptr ? snapshot->registry : nullptr;
}

} // namespace

PlanTakeover::PlanTakeover(PlacementModel& placement, PlannerModel& planner, const Language& language,
                           QObject* parent)
    : QObject(parent)
    , m_placement(placement)
    , m_planner(planner)
    , m_language(language)
    , m_job([this](const std::shared_ptr<const Tried>& tried) { finish(tried); })
{
    connect(&placement, &PlacementModel::changed, this, &PlanTakeover::update);
    for (const auto signal :
         {&PlannerModel::currentChanged, &PlannerModel::commandsChanged, &PlannerModel::scenariosChanged}) {
        connect(&planner, signal, this, &PlanTakeover::update);
    }
    connect(&planner, &PlannerModel::editsEnded, this, &PlanTakeover::endEdit);
}

void PlanTakeover::update()
{
    const PlanScenario* scenario = m_planner.current();
    const ForkPtr tip = scenario != nullptr ? scenario->tip() : nullptr;
    const PlacementOutcomePtr plan = m_placement.hasPlan() ? m_placement.outcome() : nullptr;
    if (tip != m_tip || plan != m_plan) {
        m_tip = tip;
        m_plan = plan;
        m_refusal.clear();
        m_commands.reset();
    }
    watchEdit();
    Q_EMIT changed();
}

/// Another edit may have come between: only a tip with what was tried is what was asked for.
void PlanTakeover::watchEdit()
{
    const PlanScenario* scenario = m_asked != nullptr ? m_planner.scenario(m_asked->scenario) : nullptr;
    if (scenario == nullptr || scenario->tip() == m_asked->tip ||
        !std::ranges::equal(scenario->tip()->commands(), m_asked->all, {}, commandText, commandText)) {
        return;
    }
    const auto done = std::exchange(m_asked, nullptr);
    Q_EMIT taken(done->more, QString(scenario->name)); // who is told may change the list
}

/// Edits that were refused or did nothing say nothing else, and the button waits for their end.
void PlanTakeover::endEdit()
{
    update();
    if (m_asked != nullptr) { // of its end the planner has said why
        const bool isThere = m_planner.scenario(m_asked->scenario) != nullptr;
        m_asked.reset();
        m_refusal = isThere ? tr("The scenario has changed meanwhile.") : QString();
        Q_EMIT changed();
    }
}

/// Looks for every job of the plan in the scenario: not at every edit while nobody looks.
const PlanCommands& PlanTakeover::commands() const
{
    if (!m_commands) {
        const bool isOfIt =
            m_plan != nullptr && m_tip != nullptr && registryOf(m_tip) == m_plan->snapshot->registry;
        m_commands = isOfIt ? commandsOf(*m_plan, *m_tip) : PlanCommands();
    }
    return *m_commands;
}

QString PlanTakeover::whyNot() const
{
    const PlanScenario* scenario = m_planner.current();
    if (m_placement.isRunning()) {
        return tr("Jobs are being placed.");
    }
    if (!m_placement.hasPlan()) {
        return tr("There is no plan yet: place the jobs first.");
    }
    if (scenario == nullptr) {
        return tr("No scenario is open: fork the moment on the screen first (Ctrl+N).");
    }
    if (!scenario->isReady()) {
        return scenario->error.isEmpty() ? tr("The scenario is still being prepared.")
                                         : tr("The scenario could not be prepared: open another one.");
    }
    if (registryOf(scenario->tip()) != m_placement.outcome()->snapshot->registry) {
        return tr("The plan is of another registry than the scenario: place the jobs anew.");
    }
    if (m_isTrying || m_planner.isEditing()) {
        return tr("An edit is being done.");
    }
    if (commands().commands.empty()) {
        return commands().standing > 0 ? tr("The scenario has every job where the plan has it.")
                                       : tr("No job of the plan has a place with cards.");
    }
    return {};
}

void PlanTakeover::start()
{
    if (!whyNot().isEmpty()) {
        return;
    }
    const std::vector<Command>& more = commands().commands;
    auto tried = std::make_shared<Tried>();
    tried->tip = m_tip;
    tried->all = m_tip->commands();
    tried->scenario = m_planner.current()->id;
    tried->more = static_cast<int>(more.size());
    tried->all.insert(tried->all.end(), more.begin(), more.end());
    m_isTrying = true;
    m_refusal.clear();
    m_job.request([tried]() -> std::shared_ptr<const Tried> {
        if (auto next = tried->tip->withAll(tried->all); !next) {
            tried->refusal = std::move(next.error());
        }
        return tried;
    });
    Q_EMIT changed();
}

void PlanTakeover::finish(const std::shared_ptr<const Tried>& tried)
{
    m_isTrying = false;
    const PlanScenario* scenario = m_planner.current();
    if (scenario == nullptr || scenario->tip() != tried->tip) {
        m_refusal = tr("The scenario has changed meanwhile.");
    } else if (tried->refusal) {
        m_refusal =
            ReasonWords::of(*tried->refusal, tried->all, {m_language, tried->tip->ground()->snapshot()});
    } else {
        m_asked = tried; // first: it may be refused at once
        m_planner.setCommands(tried->tip, tried->all);
    }
    Q_EMIT changed();
}

} // namespace models
