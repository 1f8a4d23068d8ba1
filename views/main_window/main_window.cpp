#include "views/main_window/main_window.h"

#include "models/console_models.h"
#include "models/search/related.h"
#include "views/desk/desk_commands.h"
#include "views/inspector/inspector_panel.h"
#include "views/main_window/file_commands.h"
#include "views/main_window/map_panel.h"
#include "views/navigator/navigator_panel.h"
#include "views/planner/plan_key_reasons.h"
#include "views/planner/planner_commands.h"
#include "views/planner/quick_plan_commands.h"
#include "views/search/search_popup.h"
#include "views/status/status_strip.h"
#include "views/tables/attention_panel.h"
#include "views/tables/entity_table.h"
#include "views/tables/table_panel.h"
#include "views/time/fixed_banner.h"
#include "views/time/time_bar.h"
#include "views/widgets/dock_header.h"

#include <QCloseEvent>
#include <QDockWidget>
#include <QToolBar>
#include <QVBoxLayout>

namespace views {

MainWindow::MainWindow(models::ConsoleModels& models, Theme& theme, QSettings& settings)
    : m_actions(theme)
    , m_context{models, theme, m_actions, settings}
{
    setObjectName(QStringLiteral("mainWindow"));
    setMinimumSize(1024, 640);
    setDockNestingEnabled(true);
    setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    makeCentre();
    makeBars();
    makeDocks();
    m_search = new SearchPopup(m_context, this);
    m_files = new FileCommands(*this, m_context);
    new DeskCommands(*this, m_context, *m_attention);
    m_planner = new PlannerCommands(*this, m_context);
    new PlanKeyReasons(*this, m_context);
    m_context.plan = new QuickPlanCommands(*this, m_context);
    bindActions();
    bindViewActions();
    makeMenus();
    for (QAction* action : m_actions.actions()) {
        addAction(action); // shortcuts work with the menu bar hidden too
    }
    connect(m_map, &MapPanel::anotherNetworkCame, this, &MainWindow::forgetSelectionOfWhatIsGone);
    connect(&models.language, &models::Language::changed, this, &MainWindow::retranslate);
    retranslate();
    applyDefaultLayout();
}

MainWindow::~MainWindow()
{
    hide(); // docks say that they went while what they say it to is still there
}

/// Of the same network it stays: that it is no longer in the registry is news.
void MainWindow::forgetSelectionOfWhatIsGone()
{
    const models::ConsoleModels& models = m_context.models;
    QList<models::EntityKey> kept;
    for (const models::EntityKey& key : models.selection.keys()) {
        if (!models::entityLabel(*models.feed.snapshot(), key, models.language).isEmpty()) {
            kept.append(key);
        }
    }
    m_context.models.selection.selectMany(kept);
}

MapWidget& MainWindow::map()
{
    return m_map->map();
}

bool MainWindow::hasShown(bool values) const
{
    return m_map->hasShown(values);
}

void MainWindow::makeCentre()
{
    m_messages = new MessageBar(m_context.theme);
    m_banner = new FixedBanner(m_context);
    m_map = new MapPanel(m_context);
    auto* centre = new QWidget;
    auto* layout = new QVBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_messages);
    layout->addWidget(m_banner);
    layout->addWidget(m_map, 1);
    setCentralWidget(centre);
    connect(m_banner, &FixedBanner::liveRequested, this, &MainWindow::goLive);
}

void MainWindow::makeBars()
{
    const auto addBar = [this](const QString& name, Qt::ToolBarArea area, QWidget* content) {
        auto* bar = new QToolBar;
        bar->setObjectName(name);
        bar->setMovable(false);
        bar->setFloatable(false);
        bar->setContextMenuPolicy(Qt::PreventContextMenu);
        bar->addWidget(content);
        addToolBar(area, bar);
    };
    m_strip = new StatusStrip(m_context);
    m_time = new TimeBar(m_context);
    addBar(QStringLiteral("statusStrip"), Qt::TopToolBarArea, m_strip);
    addBar(QStringLiteral("timeBar"), Qt::BottomToolBarArea, m_time);
    connect(m_strip, &StatusStrip::attentionRequested, this,
            [this] { raiseDock(QStringLiteral("attention")); });
    setContextMenuPolicy(Qt::NoContextMenu);
}

EntityTable* MainWindow::currentTable() const
{
    for (QWidget* widget = focusWidget(); widget != nullptr; widget = widget->parentWidget()) {
        if (auto* table = qobject_cast<EntityTable*>(widget)) {
            return table;
        }
    }
    for (const QString& name :
         {QStringLiteral("attention"), QStringLiteral("pools"), QStringLiteral("links"),
          QStringLiteral("flows"), QStringLiteral("jobs"), QStringLiteral("sources"), QStringLiteral("paths"),
          QStringLiteral("shiftLog"), QStringLiteral("planResults"), QStringLiteral("comparison")}) {
        EntityTable* table = tableOf(*m_docks[name]);
        if (table != nullptr && !table->visibleRegion().isEmpty()) {
            return table;
        }
    }
    return nullptr;
}

/// The table a dock shows or would show in front; a dock may hold several that take turns.
EntityTable* MainWindow::tableOf(const QDockWidget& dock)
{
    for (EntityTable* table : dock.findChildren<EntityTable*>()) {
        if (table->isVisibleTo(&dock)) {
            return table;
        }
    }
    return nullptr;
}

void MainWindow::closeUnasked()
{
    m_closesUnasked = true;
    close();
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (m_closesUnasked) {
        m_planner->keepAll();
    } else if (!m_planner->mayLeave()) {
        event->ignore();
        return;
    }
    saveLayout();
    QMainWindow::closeEvent(event);
}

void MainWindow::showEvent(QShowEvent* event)
{
    QMainWindow::showEvent(event);
    if (m_sizeDocksOnShow) {
        m_sizeDocksOnShow = false;
        sizeDocks();
    }
}

void MainWindow::changeEvent(QEvent* event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange) {
        m_actions.action(QStringLiteral("view.fullScreen"))->setChecked(isFullScreen());
    }
}

} // namespace views
