#include "views/planner/planner_commands.h"

#include "models/console_models.h"
#include "models/planner/scenario_names.h"
#include "views/actions/action_registry.h"
#include "views/main_window/main_window.h"
#include "views/planner/fork_dialog.h"
#include "views/planner/plan_results_panel.h"
#include "views/planner/scenario_panel.h"

#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>

namespace views {

using models::PlannerModel;
using models::PlanScenario;
using twin::scenario::DemandKind;

PlannerCommands::PlannerCommands(MainWindow& window, const ViewContext& context)
    : QObject(&window)
    , m_window(window)
    , m_context(context)
    , m_autosave(context.models.planner,
                 QFileInfo(context.settings.fileName()).absolutePath() + QStringLiteral("/scenarios"))
    , m_registry([this](const std::pair<QString, QString>& done) {
        m_window.messages().show(
            done.second.isEmpty() ? Message{Message::Tone::Information,
                                            tr("The registry as planned was written to %1.").arg(done.first),
                                            {},
                                            tr("Open it like any other registry."),
                                            {}}
                                  : Message{Message::Tone::Problem,
                                            tr("%1 could not be written.").arg(done.first),
                                            tr("No file was made or changed."),
                                            {},
                                            done.second});
    })
{
    new models::ScenarioNames(context.models.planner, context.models.language, this);
    bindEdits();
    bindFiles();
    connectModel();
    enable();
}

void PlannerCommands::bindEdits()
{
    ActionRegistry& actions = m_context.actions;
    PlannerModel& planner = m_context.models.planner;
    const auto bind = [&](const char* id, std::function<void()> effect) {
        actions.bind(QString::fromLatin1(id), this, [effect = std::move(effect)](bool) { effect(); });
    };
    bind("plan.fork", [this] { fork(DemandKind::ThisInstant); });
    bind("plan.forkBusyHour", [this] { fork(DemandKind::BusyHour); });
    bind("plan.forkWith", [this] { forkWith(); });
    bind("plan.branch", [this] {
        if (m_context.models.planner.branch() != 0) {
            m_window.setWorkspace(MainWindow::Workspace::Planning);
        }
    });
    bind("plan.undo", [&planner] { planner.undo(); });
    bind("plan.redo", [&planner] { planner.redo(); });
    bind("plan.recompute", [&planner] { planner.recompute(); });
    bind("plan.cancel", [this, &planner] {
        planner.cancel();
        m_context.models.planChanges.cancel();
        m_context.models.planCourse.cancel();
    });
    bind("plan.changes", [this] {
        m_window.raiseDock(QStringLiteral("planResults"));
        m_window.planResults().showPage(QStringLiteral("changes"));
        m_context.models.planChanges.compute();
    });
    bind("plan.run", [this] {
        m_window.raiseDock(QStringLiteral("planResults"));
        m_window.planResults().showPage(QStringLiteral("course"));
        m_context.models.planCourse.compute();
    });
    bind("plan.compare", [this] { m_window.raiseDock(QStringLiteral("comparison")); });
    bind("plan.rename", [this] {
        m_window.raiseDock(QStringLiteral("scenarios"));
        m_window.scenarios().editName();
    });
    bind("plan.close", [this] { close(); });
}

void PlannerCommands::connectModel()
{
    PlannerModel& planner = m_context.models.planner;
    connect(&planner, &PlannerModel::refused, this, [this](const QString& sentence, const QString& detail) {
        m_window.messages().show({Message::Tone::Problem, sentence, {}, {}, detail});
    });
    connect(&planner, &PlannerModel::otherBase, this, &PlannerCommands::askAboutOtherBase);
    connect(&planner, &PlannerModel::savedWithBase, this, &PlannerCommands::tellSavedWithBase);
    for (const auto signal :
         {&PlannerModel::scenariosChanged, &PlannerModel::currentChanged, &PlannerModel::commandsChanged,
          &PlannerModel::resultChanged, &PlannerModel::progressChanged}) {
        connect(&planner, signal, this, &PlannerCommands::enable);
    }
    connect(&m_context.models.planChanges, &models::PlanChanges::changed, this, &PlannerCommands::enable);
    connect(&m_context.models.planCourse, &models::PlanCourse::changed, this, &PlannerCommands::enable);
    connect(&m_context.models.comparison, &models::ComparisonModel::changed, this, &PlannerCommands::enable);
}

void PlannerCommands::enable()
{
    const PlannerModel& planner = m_context.models.planner;
    const PlanScenario* scenario = planner.current();
    const bool isReady = scenario != nullptr && scenario->isReady();
    const bool isPreparing = scenario != nullptr && !isReady && scenario->error.isEmpty();
    const bool hasResult = isReady && scenario->result.outcome != nullptr;
    const auto set = [this](const char* id, bool on) {
        m_context.actions.action(QString::fromLatin1(id))->setEnabled(on);
    };
    for (const char* id : {"plan.branch", "plan.save", "plan.saveAs", "plan.exportRegistry",
                           "plan.exportChanges", "plan.recompute"}) {
        set(id, isReady);
    }
    set("plan.saveWithBase", isReady && scenario->ground->snapshot() != nullptr);
    set("plan.undo", isReady && (scenario->canUndo() || planner.isEditing()));
    set("plan.redo", isReady && (scenario->canRedo() || planner.isEditing()));
    set("plan.rename", scenario != nullptr);
    set("plan.close", scenario != nullptr);
    set("plan.cancel", isPreparing || planner.runner().isRunning() ||
                           m_context.models.planChanges.isRunning() ||
                           m_context.models.planCourse.isRunning());
    set("plan.changes", isReady && !m_context.models.planChanges.isRunning());
    set("plan.run", isReady && !m_context.models.planCourse.isRunning());
    set("plan.exportResults", hasResult);
    set("plan.exportComparison", isReady);
}

void PlannerCommands::fork(DemandKind demand)
{
    if (m_context.models.planner.fork(demand) != 0) {
        showForked();
    }
}

void PlannerCommands::forkWith()
{
    if (!m_context.models.planner.mayFork()) {
        return;
    }
    auto* dialog = new ForkDialog(m_context, &m_window);
    connect(dialog, &ForkDialog::forked, this, &PlannerCommands::showForked);
    dialog->open();
}

void PlannerCommands::showForked()
{
    m_window.setWorkspace(MainWindow::Workspace::Planning);
    m_window.raiseDock(QStringLiteral("scenarios"));
}

const PlanScenario* PlannerCommands::ready()
{
    const PlanScenario* scenario = m_context.models.planner.current();
    return scenario != nullptr && scenario->isReady() ? scenario : nullptr;
}

void PlannerCommands::close()
{
    m_context.models.planner.finishEdits(); // what is in the queue is work too
    const PlanScenario* scenario = m_context.models.planner.current();
    if (scenario != nullptr && mayClose(*scenario)) {
        m_context.models.planner.close(m_context.models.planner.current()->id);
    }
}

bool PlannerCommands::mayClose(const PlanScenario& scenario)
{
    if (!scenario.isModified()) {
        return true;
    }
    QMessageBox box(&m_window);
    box.setObjectName(QStringLiteral("closeScenario"));
    box.setWindowTitle(tr("Close scenario"));
    box.setText(tr("“%1” holds commands that no file has.").arg(scenario.name));
    box.setInformativeText(tr("Without saving they are gone."));
    QPushButton* save = box.addButton(tr("&Save"), QMessageBox::AcceptRole);
    QPushButton* discard = box.addButton(tr("&Discard"), QMessageBox::DestructiveRole);
    QPushButton* keep = box.addButton(tr("&Keep it open"), QMessageBox::RejectRole);
    box.setDefaultButton(keep);
    box.setEscapeButton(keep);
    box.exec();
    if (box.clickedButton() == save) {
        return this->save();
    }
    return box.clickedButton() == discard;
}

std::vector<int> PlannerCommands::unsaved() const
{
    std::vector<int> out;
    for (const PlanScenario& scenario : m_context.models.planner.scenarios()) {
        if (scenario.isModified()) {
            out.push_back(scenario.id);
        }
    }
    return out;
}

bool PlannerCommands::mayLeave()
{
    m_context.models.planner.finishEdits();
    const std::vector<int> open = unsaved();
    if (open.empty()) {
        m_autosave.flush();
        return true;
    }
    QMessageBox box(&m_window);
    box.setObjectName(QStringLiteral("leaveScenarios"));
    box.setWindowTitle(tr("Quit"));
    box.setText(tr("%n scenario(s) hold commands that no file has.", nullptr, static_cast<int>(open.size())));
    box.setInformativeText(tr("Kept, they are open again at the next start."));
    QPushButton* keep = box.addButton(tr("&Keep for the next start"), QMessageBox::YesRole);
    QPushButton* save = box.addButton(tr("&Save"), QMessageBox::AcceptRole);
    QPushButton* discard = box.addButton(tr("&Discard"), QMessageBox::DestructiveRole);
    QPushButton* stay = box.addButton(tr("&Cancel"), QMessageBox::RejectRole);
    box.setDefaultButton(keep);
    box.setEscapeButton(stay);
    box.exec();
    if (box.clickedButton() == discard) {
        m_autosave.forget();
        return true;
    }
    if (box.clickedButton() == save) {
        for (const int id : open) {
            m_context.models.planner.setCurrent(id);
            if (!this->save()) {
                return false;
            }
        }
    } else if (box.clickedButton() != keep) {
        return false;
    }
    m_autosave.flush();
    return true;
}

void PlannerCommands::restoreScenarios()
{
    const int restored = m_autosave.restore();
    if (restored > 0) {
        m_window.messages().show({Message::Tone::Information,
                                  tr("%n scenario(s) of the last session are open again.", nullptr, restored),
                                  {},
                                  tr("Save them to keep them in a file, or close them."),
                                  {}});
    }
}

PlannerCommands::~PlannerCommands()
{
    m_autosave.flush(); // also when the program ends without asking anybody
}

void PlannerCommands::askAboutOtherBase(const QString& path, const QString& reason)
{
    QMessageBox box(&m_window);
    box.setObjectName(QStringLiteral("otherBase"));
    box.setWindowTitle(tr("Open scenario"));
    const QString base = PlannerModel::basePath(path);
    box.setText(tr("The scenario was made on another moment than the one on the screen."));
    box.setInformativeText(tr("Its commands can be done to this moment instead, if they fit."));
    box.setDetailedText(reason);
    QPushButton* all = box.addButton(tr("Open it on &this moment"), QMessageBox::AcceptRole);
    // What lies beside it now may not have been there when the file was opened.
    QPushButton* onBase = QFileInfo(base).isFile()
                              ? box.addButton(tr("Open it on its own &base"), QMessageBox::YesRole)
                              : nullptr;
    QPushButton* leave = box.addButton(tr("&Leave it"), QMessageBox::RejectRole);
    box.setDefaultButton(leave);
    box.setEscapeButton(leave);
    box.exec();
    if (box.clickedButton() == all) {
        m_context.models.planner.open(path, true);
    } else if (onBase != nullptr && box.clickedButton() == onBase) {
        m_context.models.planner.openWithBase(path, base);
    }
}

} // namespace views
