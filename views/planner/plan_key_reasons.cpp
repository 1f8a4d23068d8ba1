#include "views/planner/plan_key_reasons.h"

#include "models/console_models.h"
#include "views/actions/action_registry.h"
#include "views/main_window/main_window.h"

#include <QShortcut>

namespace views {

using models::PlanScenario;

PlanKeyReasons::PlanKeyReasons(MainWindow& window, const ViewContext& context)
    : QObject(&window)
    , m_window(window)
    , m_context(context)
{
    for (const char* id :
         {"plan.branch", "plan.undo", "plan.redo", "plan.recompute", "plan.changes", "plan.run", "plan.save",
          "plan.saveWithBase", "plan.rename", "plan.close", "plan.exportChanges", "plan.exportResults"}) {
        watch(QString::fromLatin1(id));
    }
}

/// Qt gives the key of a disabled action to nobody: while it is one, it belongs to a shortcut beside it.
void PlanKeyReasons::watch(const QString& id)
{
    const QAction* action = m_context.actions.action(id);
    for (const QKeySequence& keys : action->shortcuts()) {
        auto* shortcut = new QShortcut(keys, &m_window);
        shortcut->setEnabled(!action->isEnabled());
        connect(action, &QAction::enabledChanged, shortcut,
                [shortcut](bool enabled) { shortcut->setEnabled(!enabled); });
        connect(shortcut, &QShortcut::activated, this, [this, id] { say(id); });
    }
}

void PlanKeyReasons::say(const QString& id)
{
    const PlanScenario* scenario = m_context.models.planner.current();
    const auto show = [this](const QString& what, const QString& todo) {
        m_window.messages().show({Message::Tone::Information, what, {}, todo, {}});
    };
    if (scenario == nullptr) {
        return show(tr("There is no scenario yet."),
                    tr("Fork the moment on the screen first (%1).")
                        .arg(m_context.actions.action(QStringLiteral("plan.fork"))
                                 ->shortcut()
                                 .toString(QKeySequence::NativeText)));
    }
    if (!scenario->isReady()) {
        return scenario->error.isEmpty()
                   ? show(tr("The scenario is still being made."), tr("Try again in a moment."))
                   : show(tr("The scenario could not be made."), tr("Close it and fork another moment."));
    }
    if (id == u"plan.undo") {
        return show(tr("There is nothing to undo."), {});
    }
    if (id == u"plan.redo") {
        return show(tr("There is nothing to redo."), {});
    }
    if (id == u"plan.run" || id == u"plan.changes") {
        return show(id == u"plan.run" ? tr("It is being run already.")
                                      : tr("The change list is being made already."),
                    tr("Wait until it is done, or cancel it."));
    }
    if (id == u"plan.saveWithBase") {
        return show(tr("The scenario stands on a registry alone: there is no state to write."),
                    tr("Save the scenario; the registry's file is its base."));
    }
    show(tr("There is no result yet."), tr("Try again in a moment."));
}

} // namespace views
