#include "models/planner/planner_model.h"

#include "models/planner/reason_words.h"

#include <QCoreApplication>
#include <QEvent>

#include <utility>

/// Edits, one after the other, and what comes of them.
namespace models {

using namespace twin::scenario;

namespace {

/// What a refusal counts: the list that was to be.
std::vector<Command> listOf(const Command& more, const ForkPtr& tip)
{
    std::vector<Command> out = tip->commands();
    out.push_back(more);
    return out;
}

} // namespace

void PlannerModel::apply(const Command& command)
{
    enqueue(command);
}

void PlannerModel::setCommands(const ForkPtr& from, const std::vector<Command>& commands)
{
    enqueue(Edit::All{from, commands});
}

void PlannerModel::undo()
{
    enqueue(Edit::Undo{});
}

void PlannerModel::redo()
{
    enqueue(Edit::Redo{});
}

void PlannerModel::enqueue(decltype(Edit::what) what)
{
    const PlanScenario* scenario = current();
    if (scenario == nullptr || !scenario->isReady()) {
        Q_EMIT refused(scenario == nullptr ? tr("There is no scenario yet: fork this moment first.")
                                           : tr("The scenario is still being prepared."),
                       {});
        return;
    }
    m_edits.push_back({scenario->id, std::move(what)});
    nextEdit();
}

void PlannerModel::nextEdit()
{
    while (m_editing == 0 && !m_edits.empty()) {
        const Edit edit = std::move(m_edits.front());
        m_edits.pop_front();
        PlanScenario* scenario = find(edit.scenario);
        if (scenario == nullptr) {
            continue;
        }
        if (std::holds_alternative<Edit::Undo>(edit.what)) {
            if (scenario->canUndo()) {
                move(*scenario, scenario->position - 1);
            }
        } else if (std::holds_alternative<Edit::Redo>(edit.what)) {
            if (scenario->canRedo()) {
                move(*scenario, scenario->position + 1);
            }
        } else if (const auto* all = std::get_if<Edit::All>(&edit.what);
                   all != nullptr && all->from != scenario->tip()) {
            Q_EMIT refused(tr("The scenario has changed meanwhile."), {});
        } else {
            m_editing = edit.scenario;
            m_edited.start();
            m_editor.start([this, edit, tip = scenario->tip()] {
                const auto* command = std::get_if<Command>(&edit.what);
                auto next = command != nullptr ? tip->with(*command)
                                               : tip->withAll(std::get<Edit::All>(edit.what).commands);
                QMetaObject::invokeMethod(
                    this,
                    [this, edit, tip, next = std::move(next)] {
                        m_editing = 0;
                        finishEdit(edit, tip, next);
                        nextEdit();
                    },
                    Qt::QueuedConnection);
            });
        }
    }
    if (!isEditing()) {
        if (m_isComputeDue) { // the edit could not be done
            compute();
        }
        Q_EMIT editsEnded();
    }
}

void PlannerModel::finishEdits()
{
    while (isEditing()) {
        m_editor.waitForDone();
        QCoreApplication::sendPostedEvents(this, QEvent::MetaCall); // its answer, and the next edit begins
    }
}

void PlannerModel::finishEdit(const Edit& edit, const ForkPtr& tip, const Judged<ForkPtr>& next)
{
    PlanScenario* scenario = find(edit.scenario);
    if (scenario == nullptr) {
        return;
    }
    if (!next) {
        const auto* command = std::get_if<Command>(&edit.what);
        const std::vector<Command> list =
            command != nullptr ? listOf(*command, tip) : std::get<Edit::All>(edit.what).commands;
        // In the line itself: the reason is what a planner works with, not a technical detail.
        Q_EMIT refused(tr("This cannot be done: %1.")
                           .arg(ReasonWords::of(next.error(), list, {m_language, tip->ground()->snapshot()})),
                       {});
        return;
    }
    push(*scenario, *next);
    if (const auto* command = std::get_if<Command>(&edit.what);
        command != nullptr && edit.scenario == m_current) {
        Q_EMIT applied(*command);
    }
}

void PlannerModel::push(PlanScenario& scenario, ForkPtr next)
{
    scenario.history.resize(scenario.position + 1);
    scenario.history.push_back(std::move(next));
    if (scenario.history.size() > kMaxUndo) {
        scenario.history.erase(scenario.history.begin());
    }
    move(scenario, scenario.history.size() - 1);
}

/// On either side of the edit shown, their results are kept: about 1 MB each.
static constexpr std::size_t kKeptResults = 5;

void PlannerModel::move(PlanScenario& scenario, std::size_t position)
{
    scenario.position = position;
    scenario.result = {};
    // What lies further back is computed anew when somebody goes there; the first holds the table before it
    // all.
    for (std::size_t i = 1; i < scenario.history.size(); ++i) {
        if (i + kKeptResults < position || i > position + kKeptResults) {
            scenario.history[i]->forget();
        }
    }
    Q_EMIT scenariosChanged();
    if (scenario.id == m_current) {
        if (!m_edited.isValid()) {
            m_edited.start();
        }
        Q_EMIT commandsChanged();
        compute();
    }
}

void PlannerModel::cancel()
{
    m_runner.cancel();
    if (const auto flag = m_preparing.find(m_current); flag != m_preparing.end()) {
        *flag->second = true;
    }
}

void PlannerModel::recompute()
{
    m_edited.start();
    compute(true);
}

/// Goes on with what is missing; anew: all of it.
void PlannerModel::compute(bool isAnew)
{
    m_isComputeDue = false;
    const PlanScenario* scenario = current();
    if (scenario == nullptr || !scenario->isReady()) {
        m_runner.cancel();
        return;
    }
    const PlanResult& result = scenario->result;
    if (!isAnew && m_runner.isWorkingOn(scenario->tip())) {
        // A branch of what is being worked out: what comes is its own too.
    } else if (!isAnew && result.fork == scenario->tip() && result.isWhole()) {
        m_runner.cancel();
    } else {
        PlanResult known = result.fork == scenario->tip() ? result : PlanResult();
        known.fork = scenario->tip();
        m_runner.run(std::move(known), m_edited, isAnew);
    }
    m_edited.invalidate();
}

void PlannerModel::takeResult(const PlanResult& result)
{
    for (PlanScenario& scenario : m_scenarios) {
        if (scenario.tip() == result.fork) {
            scenario.result = result;
        }
    }
    const PlanScenario* shown = current();
    if (shown != nullptr && shown->tip() == result.fork) {
        Q_EMIT resultChanged();
    }
}

} // namespace models
