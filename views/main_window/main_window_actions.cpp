#include "models/console_models.h"
#include "models/paths/link_ends.h"
#include "views/actions/shortcuts_dialog.h"
#include "views/desk/shift_log_panel.h"
#include "views/discover/discover_panel.h"
#include "views/inspector/inspector_panel.h"
#include "views/main_window/about_dialog.h"
#include "views/main_window/main_window.h"
#include "views/main_window/map_panel.h"
#include "views/navigator/navigator_panel.h"
#include "views/paths/paths_panel.h"
#include "views/placement/placement_panel.h"
#include "views/planner/command_dialog.h"
#include "views/planner/command_palette.h"
#include "views/planner/comparison_panel.h"
#include "views/planner/failure_panel.h"
#include "views/planner/plan_results_panel.h"
#include "views/planner/scenario_panel.h"
#include "views/search/search_popup.h"
#include "views/status/status_strip.h"
#include "views/tables/attention_panel.h"
#include "views/tables/table_panel.h"
#include "views/time/fixed_banner.h"
#include "views/time/time_bar.h"
#include "views/widgets/dock_header.h"

#include <QActionGroup>
#include <QDockWidget>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>

#include <algorithm>
#include <array>

/// What the main window's actions do, the menus made of them, and the change of language.
namespace views {

using models::Language;
using twin::state::TimeMode;

namespace {

const QString kSelectionMenu = QStringLiteral("planSelectionMenu");
const QString kExportMenu = QStringLiteral("planExportMenu");

} // namespace

void MainWindow::bindActions()
{
    m_actions.bind(QStringLiteral("file.quit"), this, [this](bool) { close(); });
    m_actions.bind(QStringLiteral("go.search"), this, [this](bool) { m_search->open(); });
    m_actions.bind(QStringLiteral("go.palette"), this,
                   [this](bool) { (new CommandPalette(m_context, this))->show(); });
    m_actions.bind(QStringLiteral("plan.command"), this,
                   [this](bool) { CommandDialog::create(m_context, -1, this); });
    m_actions.bind(QStringLiteral("go.up"), this, [this](bool) { goUp(); });
    m_actions.bind(QStringLiteral("go.nextAttention"), this, [this](bool) { m_attention->go(1); });
    m_actions.bind(QStringLiteral("go.previousAttention"), this, [this](bool) { m_attention->go(-1); });
    for (const char* name :
         {"attention", "pools", "links", "flows", "jobs", "sources", "shiftLog", "scenarios", "comparison"}) {
        const QString dock = QString::fromLatin1(name);
        m_actions.bind(QStringLiteral("go.") + dock, this, [this, dock](bool) { raiseDock(dock); });
    }
    m_actions.bind(QStringLiteral("go.paths"), this, [this](bool) {
        // From a link or conduit one wants the other ways between its ends.
        models::Selection& selection = m_context.models.selection;
        if (const auto& snapshot = m_context.models.feed.snapshot()) {
            if (const auto ends = models::endsOf(*snapshot, selection.current()); !ends.isEmpty()) {
                selection.selectMany(ends);
            }
        }
        raiseDock(QStringLiteral("paths"));
    });
    bindPlannerActions();
    m_actions.bind(QStringLiteral("go.clearFilter"), this, [this](bool) { clearFilters(); });
    m_actions.bind(QStringLiteral("time.live"), this, [this](bool) { goLive(); });
    m_actions.bind(QStringLiteral("time.hold"), this, [this](bool hold) { holdMoment(hold); });
    m_actions.bind(QStringLiteral("help.shortcuts"), this, [this](bool) {
        auto* dialog = new ShortcutsDialog(m_actions, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->show();
    });
    m_actions.bind(QStringLiteral("help.about"), this, [this](bool) { showAboutDialog(this); });
}

void MainWindow::bindViewActions()
{
    bindWorkspaces();
    const auto group = [this](const QString& first, const QString& second) {
        auto* actions = new QActionGroup(this);
        actions->addAction(m_actions.action(first));
        actions->addAction(m_actions.action(second));
    };
    group(QStringLiteral("view.dark"), QStringLiteral("view.light"));
    group(QStringLiteral("view.english"), QStringLiteral("view.chinese"));
    m_actions.bind(QStringLiteral("view.dark"), this,
                   [this](bool) { m_context.theme.setVariant(Theme::Variant::Dark); });
    m_actions.bind(QStringLiteral("view.light"), this,
                   [this](bool) { m_context.theme.setVariant(Theme::Variant::Light); });
    m_actions.bind(QStringLiteral("view.english"), this,
                   [this](bool) { Q_EMIT languageRequested(Language::Tongue::English); });
    m_actions.bind(QStringLiteral("view.chinese"), this,
                   [this](bool) { Q_EMIT languageRequested(Language::Tongue::Chinese); });
    m_actions.bind(QStringLiteral("view.mapOnly"), this, [this](bool on) { setMapOnly(on); });
    m_actions.bind(QStringLiteral("view.fullScreen"), this,
                   [this](bool on) { setWindowState(windowState().setFlag(Qt::WindowFullScreen, on)); });
    m_actions.bind(QStringLiteral("view.resetLayout"), this, [this](bool) { resetLayout(); });
    const auto showTheme = [this] {
        const bool dark = m_context.theme.variant() == Theme::Variant::Dark;
        m_actions.action(dark ? QStringLiteral("view.dark") : QStringLiteral("view.light"))->setChecked(true);
    };
    connect(&m_context.theme, &Theme::changed, this, showTheme);
    showTheme();
}

void MainWindow::makeMenus()
{
    for (int category = 0; category < kActionCategoryCount; ++category) {
        QMenu* menu = menuBar()->addMenu(QString());
        m_menus.append(menu);
        const auto which = static_cast<ActionCategory>(category);
        const bool isByHand =
            which == ActionCategory::View || which == ActionCategory::Map || which == ActionCategory::Plan;
        if (!isByHand) {
            menu->addActions(m_actions.actions(which));
        }
    }
    const auto add = [this](QMenu* menu, std::initializer_list<const char*> ids) {
        for (const char* id : ids) {
            menu->addAction(m_actions.action(QString::fromLatin1(id)));
        }
    };
    QMenu* map = m_menus[static_cast<int>(ActionCategory::Map)];
    add(map, {"map.fit", "map.zoomIn", "map.zoomOut"});
    map->addSeparator();
    m_layerMenu = map->addMenu(QString());
    add(m_layerMenu, {"map.basemap", "map.labels", "map.links", "map.accessLinks", "map.flows", "map.pools",
                      "map.sites", "map.severity", "map.residual", "map.difference", "map.circle1",
                      "map.circle5", "map.circle20", "map.legend"});
    makePlanMenu();
    QMenu* view = m_menus[static_cast<int>(ActionCategory::View)];
    add(view, {"workspace.noc", "workspace.planner"});
    view->addSeparator();
    m_panelMenu = view->addMenu(QString());
    add(m_panelMenu,
        {"view.navigator", "view.inspector", "view.attention", "view.pools", "view.links", "view.flows",
         "view.jobs", "view.sources", "view.paths", "view.shiftLog", "view.scenarios", "view.planResults",
         "view.comparison", "view.failures", "view.discover", "view.placement"});
    view->addMenu(m_layerMenu);
    m_themeMenu = view->addMenu(QString());
    add(m_themeMenu, {"view.dark", "view.light"});
    m_languageMenu = view->addMenu(QString());
    add(m_languageMenu, {"view.english", "view.chinese"});
    view->addSeparator();
    add(view, {"view.mapOnly", "view.fullScreen", "view.resetLayout"});
}

/// In groups: beginning, editing, computing, files.
void MainWindow::makePlanMenu()
{
    static constexpr std::array kFirstOfGroup{"plan.undo", "plan.recompute", "plan.open", "plan.mapEdit",
                                              "planner.placement"};
    static constexpr std::array kOfSelection{"plan.fail",    "plan.drain",   "plan.degrade",
                                             "plan.restore", "plan.remove",  "plan.double",
                                             "plan.addLink", "plan.moveJob", "plan.cancelJob"};
    const auto isOneOf = [](const QAction* action, const auto& ids) {
        return std::ranges::any_of(
            ids, [action](const char* id) { return action->objectName() == QLatin1String(id); });
    };
    QMenu* plan = m_menus[static_cast<int>(ActionCategory::Plan)];
    auto* ofSelection = new QMenu(plan);
    ofSelection->setObjectName(kSelectionMenu);
    auto* exports = new QMenu(plan);
    exports->setObjectName(kExportMenu);
    // The lesser menus stand where the first of their actions does.
    for (QAction* action : m_actions.actions(ActionCategory::Plan)) {
        QMenu* lesser = isOneOf(action, kOfSelection)                                   ? ofSelection
                        : action->objectName().startsWith(QLatin1String("plan.export")) ? exports
                                                                                        : nullptr;
        if (lesser != nullptr && lesser->isEmpty()) {
            plan->addMenu(lesser);
        }
        if (isOneOf(action, kFirstOfGroup)) {
            plan->addSeparator();
        }
        (lesser != nullptr ? lesser : plan)->addAction(action);
    }
}

void MainWindow::retranslate()
{
    m_actions.retranslate();
    for (int category = 0; category < kActionCategoryCount; ++category) {
        m_menus[category]->setTitle(ActionRegistry::categoryText(static_cast<ActionCategory>(category)));
    }
    m_layerMenu->setTitle(tr("&Layers of the map"));
    const QMenu* plan = m_menus[static_cast<int>(ActionCategory::Plan)];
    plan->findChild<QMenu*>(kSelectionMenu)->setTitle(tr("What &if the selection…"));
    plan->findChild<QMenu*>(kExportMenu)->setTitle(tr("E&xport"));
    m_panelMenu->setTitle(tr("&Panels"));
    m_themeMenu->setTitle(tr("&Theme"));
    m_languageMenu->setTitle(tr("Langua&ge"));
    const bool chinese = m_context.models.language.isChinese();
    m_actions.action(chinese ? QStringLiteral("view.chinese") : QStringLiteral("view.english"))
        ->setChecked(true);
    retranslateDocks();
    m_messages->retranslate();
    m_banner->retranslate();
    m_map->retranslate();
    m_strip->retranslate();
    m_time->retranslate();
    m_navigator->retranslate();
    m_inspector->retranslate();
    m_attention->retranslate();
    m_search->retranslate();
    m_paths->retranslate();
    m_shiftLog->retranslate();
    m_scenarios->retranslate();
    m_planResults->retranslate();
    m_comparison->retranslate();
    showWorkspace();
    m_failures->retranslate();
    m_discover->retranslate();
    m_placement->retranslate();
    for (TablePanel* table : m_tables) {
        table->retranslate();
    }
}

void MainWindow::retranslateDocks()
{
    for (auto entry = m_docks.cbegin(); entry != m_docks.cend(); ++entry) {
        entry.value()->setWindowTitle(m_actions.action(QStringLiteral("view.") + entry.key())->iconText());
        m_headers[entry.key()]->retranslate();
    }
}

void MainWindow::goUp()
{
    QAction* mapOnly = m_actions.action(QStringLiteral("view.mapOnly"));
    if (m_search->isVisible()) {
        m_search->close();
    } else if (m_map->map().isPlanMode()) {
        m_actions.action(QStringLiteral("plan.mapEdit"))->trigger();
    } else if (qobject_cast<QLineEdit*>(focusWidget()) != nullptr) {
        m_map->map().setFocus();
    } else if (!m_context.models.selection.keys().isEmpty()) {
        m_context.models.selection.clear();
    } else if (mapOnly->isChecked()) {
        setMapOnly(false);
    } else if (isFullScreen()) {
        setWindowState(windowState().setFlag(Qt::WindowFullScreen, false));
    }
}

void MainWindow::goLive()
{
    const models::SnapshotFeed& feed = m_context.models.feed;
    const bool saved = feed.cursor().mode == TimeMode::Live && feed.snapshot() && !feed.snapshot()->live;
    if (saved) {
        Q_EMIT savedStateClosed();
    }
    m_context.models.time.goLive();
}

void MainWindow::holdMoment(bool hold)
{
    models::TimeLine& time = m_context.models.time;
    if (!hold || !time.seek(time.moment())) {
        time.goLive();
    }
}

void MainWindow::clearFilters()
{
    m_context.models.filter.setSpec({});
    m_navigator->filterBox()->clear();
    for (TablePanel* table : m_tables) {
        table->filterBox()->clear();
    }
    m_shiftLog->clearFilter();
    m_planResults->clearFilter();
}

void MainWindow::setMapOnly(bool on)
{
    m_actions.action(QStringLiteral("view.mapOnly"))->setChecked(on);
    if (on) {
        m_beforeMapOnly = saveState();
        for (QDockWidget* dock : m_docks) {
            dock->hide();
        }
    } else if (!m_beforeMapOnly.isEmpty()) {
        restoreState(m_beforeMapOnly);
        m_beforeMapOnly.clear();
    }
}

} // namespace views
