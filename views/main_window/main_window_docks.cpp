#include "models/console_models.h"
#include "views/desk/shift_log_panel.h"
#include "views/inspector/inspector_panel.h"
#include "views/main_window/main_window.h"
#include "views/navigator/navigator_panel.h"
#include "views/paths/paths_panel.h"
#include "views/tables/attention_panel.h"
#include "views/tables/entity_table.h"
#include "views/tables/table_panel.h"
#include "views/widgets/dock_header.h"

#include <QCoreApplication>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

/// The docks of the main window: what they hold, how they wake and rest.
namespace views {

namespace {

struct TableEmptyTexts
{
    Q_DECLARE_TR_FUNCTIONS(views::TableEmptyTexts)

  public:
    static TableEmptyText pools()
    {
        return {tr("No resource pools"),
                tr("This registry has a network only. Pools are listed here when it has some.")};
    }

    static TableEmptyText links() { return {tr("No links"), tr("This registry has no network.")}; }

    static TableEmptyText flows()
    {
        return {
            tr("No flows now"),
            tr("Flows are listed here when a source reports them or the registry file brings a workload.")};
    }

    static TableEmptyText jobs()
    {
        return {
            tr("No jobs now"),
            tr("Jobs are listed here when a source reports them or the registry file brings a workload.")};
    }

    static TableEmptyText sources()
    {
        return {tr("No source has been heard"),
                tr("Start with --listen HOST:PORT and let a source connect; its account is kept here.")};
    }
};

} // namespace

void MainWindow::makeDocks()
{
    m_navigator = new NavigatorPanel(m_context);
    m_inspector = new InspectorPanel(m_context);
    addDock(QStringLiteral("navigator"), Qt::LeftDockWidgetArea, m_navigator);
    addDock(QStringLiteral("inspector"), Qt::RightDockWidgetArea, m_inspector);
    addAttentionDock();
    models::ConsoleModels& models = m_context.models;
    addTableDock(QStringLiteral("pools"), models.poolProxy, &TableEmptyTexts::pools);
    addTableDock(QStringLiteral("links"), models.linkProxy, &TableEmptyTexts::links);
    addTableDock(QStringLiteral("flows"), models.flowProxy, &TableEmptyTexts::flows);
    addTableDock(QStringLiteral("jobs"), models.jobProxy, &TableEmptyTexts::jobs);
    addTableDock(QStringLiteral("sources"), models.sourceProxy, &TableEmptyTexts::sources);
    addPathsDock();
    addShiftLogDock();
    addPlannerDocks();
    m_tables[QStringLiteral("pools")]->setDefaultSort(models::PoolTable::ComputeColumn, Qt::DescendingOrder);
    m_tables[QStringLiteral("links")]->setDefaultSort(models::LinkTable::ForwardColumn, Qt::DescendingOrder);
    m_tables[QStringLiteral("flows")]->setDefaultSort(models::FlowTable::RateColumn, Qt::DescendingOrder);
    m_tables[QStringLiteral("jobs")]->setDefaultSort(models::JobTable::CardsColumn, Qt::DescendingOrder);
    m_tables[QStringLiteral("sources")]->setDefaultSort(models::SourceTable::NameColumn, Qt::AscendingOrder);
    bindDock(QStringLiteral("navigator"), [this](bool active) { m_navigator->setActive(active); });
    bindDock(QStringLiteral("inspector"), [this](bool active) { m_inspector->setActive(active); });
    bindDock(QStringLiteral("attention"), [](bool) {}); // its counts stand in the status strip all the time
    for (auto entry = m_tables.cbegin(); entry != m_tables.cend(); ++entry) {
        bindDock(entry.key(), [table = entry.value()](bool active) { table->setActive(active); });
    }
}

QDockWidget* MainWindow::addDock(const QString& name, Qt::DockWidgetArea area, QWidget* content)
{
    auto* dock = new QDockWidget;
    dock->setObjectName(name + QStringLiteral("Dock"));
    dock->setWidget(content);
    auto* header = new DockHeader(m_context.theme, *dock);
    dock->setTitleBarWidget(header);
    addDockWidget(area, dock);
    m_docks.insert(name, dock);
    m_headers.insert(name, header);
    return dock;
}

void MainWindow::addTableDock(const QString& name, models::TableProxy& proxy, TableEmptyText (*emptyText)())
{
    auto* panel = new TablePanel(m_context, proxy, name, emptyText);
    QDockWidget* dock = addDock(name, Qt::BottomDockWidgetArea, panel);
    m_tables.insert(name, panel);
    panel->filterBox()->setMaximumWidth(280);
    m_headers[name]->addControl(panel->filterBox(), 1);
    m_headers[name]->addControl(panel->countLabel(), 1);
    m_headers[name]->setTitleVisible(false);
    tabifyDockWidget(m_docks[QStringLiteral("attention")], dock);
}

void MainWindow::addAttentionDock()
{
    m_attention = new AttentionPanel(m_context);
    addDock(QStringLiteral("attention"), Qt::BottomDockWidgetArea, m_attention);
    DockHeader* header = m_headers[QStringLiteral("attention")];
    header->setTitleVisible(false);
    header->addControl(m_attention->countLabel(), 1);
    for (const char* action : {"desk.acknowledge", "desk.shelve", "desk.comment"}) {
        auto* button = new QToolButton;
        button->setObjectName(QString::fromLatin1(action));
        button->setDefaultAction(m_actions.action(QString::fromLatin1(action)));
        button->setIconSize(QSize(14, 14));
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        header->addControl(button);
    }
}

void MainWindow::addShiftLogDock()
{
    m_shiftLog = new ShiftLogPanel(m_context);
    QDockWidget* dock = addDock(QStringLiteral("shiftLog"), Qt::BottomDockWidgetArea, m_shiftLog);
    m_headers[QStringLiteral("shiftLog")]->setTitleVisible(false);
    m_headers[QStringLiteral("shiftLog")]->addControl(m_shiftLog->controls(), 1);
    tabifyDockWidget(m_docks[QStringLiteral("attention")], dock);
    bindDock(QStringLiteral("shiftLog"), [](bool) {});
}

/// The paths' dock: comes to the front when two places are selected, unless they are being picked in the very
/// tables it would cover. What it shows stays on the map while only the map is shown.
void MainWindow::addPathsDock()
{
    m_paths = new PathsPanel(m_context);
    QDockWidget* dock = addDock(QStringLiteral("paths"), Qt::BottomDockWidgetArea, m_paths);
    m_headers[QStringLiteral("paths")]->setTitleVisible(false);
    m_headers[QStringLiteral("paths")]->addControl(m_paths->controls(), 1);
    tabifyDockWidget(m_docks[QStringLiteral("attention")], dock);
    bindDock(QStringLiteral("paths"), [](bool) {});
    models::PathsModel& paths = m_context.models.paths;
    connect(dock->toggleViewAction(), &QAction::toggled, this, [this, &paths](bool open) {
        paths.setActive(open || m_actions.action(QStringLiteral("view.mapOnly"))->isChecked());
    });
    connect(&paths, &models::PathsModel::pairSelected, this, [this, dock] {
        const bool isPicking = qobject_cast<EntityTable*>(focusWidget()) != nullptr;
        if (dock->toggleViewAction()->isChecked() && !isPicking) {
            dock->raise();
        }
    });
}

void MainWindow::bindDock(const QString& name, std::function<void(bool)> activity)
{
    QDockWidget* dock = m_docks[name];
    QAction* toggle = m_actions.action(QStringLiteral("view.") + name);
    m_actions.bind(toggle->objectName(), dock, [dock](bool shown) {
        dock->setVisible(shown);
        if (shown) {
            dock->raise();
        }
    });
    // The menu says whether a dock is open, its activity whether it can be seen (not behind another tab).
    connect(dock->toggleViewAction(), &QAction::toggled, toggle, &QAction::setChecked);
    connect(dock, &QDockWidget::visibilityChanged, this, std::move(activity));
    connect(dock, &QDockWidget::topLevelChanged, this, &MainWindow::showDockTitles);
    connect(dock->toggleViewAction(), &QAction::toggled, this, &MainWindow::showDockTitles);
}

void MainWindow::raiseDock(const QString& name)
{
    QDockWidget* dock = m_docks[name];
    dock->show();
    dock->raise();
    if (EntityTable* table = tableOf(*dock)) {
        table->setFocus();
    }
}

} // namespace views
