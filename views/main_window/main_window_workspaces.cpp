#include "models/console_models.h"
#include "views/main_window/layout_store.h"
#include "views/main_window/main_window.h"
#include "views/main_window/map_panel.h"
#include "views/status/status_strip.h"
#include "views/tables/table_panel.h"
#include "views/widgets/dock_header.h"

#include <QActionGroup>
#include <QDockWidget>

#include <algorithm>
#include <array>

/// Workspaces: where docks stand at first in each, and how they are kept.
namespace views {

namespace {

/// Where a dock stands, and in which workspaces it is open at first.
struct Place
{
    const char* dock;
    Qt::DockWidgetArea area;
    bool operations;
    bool planning;
};

/// Docks of one area are tabs, in this order.
constexpr std::array kPlaces{
    Place{"navigator", Qt::LeftDockWidgetArea, true, true},
    Place{"scenarios", Qt::LeftDockWidgetArea, false, true},
    Place{"inspector", Qt::RightDockWidgetArea, true, true},
    Place{"planResults", Qt::BottomDockWidgetArea, false, true},
    Place{"comparison", Qt::BottomDockWidgetArea, false, true},
    Place{"failures", Qt::BottomDockWidgetArea, false, true},
    Place{"discover", Qt::BottomDockWidgetArea, false, true},
    Place{"placement", Qt::BottomDockWidgetArea, false, true},
    Place{"attention", Qt::BottomDockWidgetArea, true, false},
    Place{"pools", Qt::BottomDockWidgetArea, true, true},
    Place{"links", Qt::BottomDockWidgetArea, true, true},
    Place{"flows", Qt::BottomDockWidgetArea, true, true},
    Place{"jobs", Qt::BottomDockWidgetArea, true, true},
    Place{"sources", Qt::BottomDockWidgetArea, true, false},
    Place{"paths", Qt::BottomDockWidgetArea, true, true},
    Place{"shiftLog", Qt::BottomDockWidgetArea, true, false},
};

/// The dock in front of each area.
constexpr std::array kFrontOfOperations{"navigator", "inspector", "attention"};
constexpr std::array kFrontOfPlanning{"scenarios", "inspector", "planResults"};

bool isOpen(const Place& place, MainWindow::Workspace workspace)
{
    return workspace == MainWindow::Workspace::Planning ? place.planning : place.operations;
}

const auto& frontOf(MainWindow::Workspace workspace)
{
    return workspace == MainWindow::Workspace::Planning ? kFrontOfPlanning : kFrontOfOperations;
}

QString nameOf(MainWindow::Workspace workspace)
{
    return workspace == MainWindow::Workspace::Planning ? QStringLiteral("planner") : QStringLiteral("noc");
}

} // namespace

void MainWindow::bindWorkspaces()
{
    auto* group = new QActionGroup(this);
    for (const Workspace workspace : {Workspace::Operations, Workspace::Planning}) {
        const QString id = QStringLiteral("workspace.") + nameOf(workspace);
        group->addAction(m_actions.action(id));
        m_actions.bind(id, this, [this, workspace](bool) { setWorkspace(workspace); });
    }
}

void MainWindow::setWorkspace(Workspace workspace)
{
    if (workspace != m_workspace) {
        if (m_actions.action(QStringLiteral("view.mapOnly"))->isChecked()) {
            setMapOnly(false);
        }
        const LayoutStore store(m_context.settings);
        store.saveDocks(*this, nameOf(m_workspace));
        m_workspace = workspace;
        if (store.restoreDocks(*this, nameOf(workspace))) {
            showDockTitles();
        } else {
            applyDefaultLayout();
        }
    }
    showWorkspace();
}

void MainWindow::showWorkspace()
{
    m_actions.action(QStringLiteral("workspace.") + nameOf(m_workspace))->setChecked(true);
    const QString name = m_workspace == Workspace::Planning ? tr("Planning") : tr("Operations");
    m_strip->setWorkspace(name);
    setWindowTitle(
        tr("Suanwang · %1", "brand and workspace").arg(name)); // the strip's gives way when it is narrow
}

void MainWindow::restoreLayout()
{
    const LayoutStore store(m_context.settings);
    store.restorePlace(*this);
    m_workspace =
        store.workspace() == nameOf(Workspace::Planning) ? Workspace::Planning : Workspace::Operations;
    if (store.restoreDocks(*this, nameOf(m_workspace))) {
        m_sizeDocksOnShow = false;
        m_map->restoreLayers();
        showDockTitles();
    } else {
        applyDefaultLayout();
    }
    showWorkspace();
}

void MainWindow::saveLayout()
{
    if (m_actions.action(QStringLiteral("view.mapOnly"))->isChecked()) {
        setMapOnly(false);
    }
    LayoutStore(m_context.settings).save(*this, nameOf(m_workspace));
    m_map->saveLayers();
    for (const TablePanel* table : m_tables) {
        table->saveHeader();
    }
}

/// Of all workspaces; the one in front stays.
void MainWindow::resetLayout()
{
    LayoutStore(m_context.settings).forget();
    applyDefaultLayout();
    for (TablePanel* table : m_tables) {
        table->resetHeader();
    }
}

void MainWindow::applyDefaultLayout()
{
    m_actions.action(QStringLiteral("view.mapOnly"))->setChecked(false);
    m_beforeMapOnly.clear();
    for (const Place& place : kPlaces) {
        QDockWidget* dock = m_docks[QString::fromLatin1(place.dock)];
        dock->setFloating(false);
        addDockWidget(place.area, dock);
        const auto* first = std::ranges::find(kPlaces, place.area, &Place::area);
        if (first->dock != place.dock) {
            tabifyDockWidget(m_docks[QString::fromLatin1(first->dock)], dock);
        }
        dock->setVisible(isOpen(place, m_workspace));
    }
    for (const char* front : frontOf(m_workspace)) {
        m_docks[QString::fromLatin1(front)]->raise();
    }
    showDockTitles();
    sizeDocks();
}

/// A dock that has tabs beside it is named by its tab.
void MainWindow::showDockTitles()
{
    for (auto entry = m_docks.cbegin(); entry != m_docks.cend(); ++entry) {
        QDockWidget* dock = entry.value();
        const QList<QDockWidget*> beside = tabifiedDockWidgets(dock);
        const bool isTabbed =
            !dock->isFloating() &&
            std::ranges::any_of(beside, [](const QDockWidget* other) { return !other->isHidden(); });
        m_headers[entry.key()]->setTitleVisible(!isTabbed);
    }
}

void MainWindow::sizeDocks()
{
    const auto dock = [this](const char* name) {
        return m_docks[QString::fromLatin1(name)];
    };
    const auto& front = frontOf(m_workspace);
    const bool isSmall = width() < 1600;
    resizeDocks({dock(front[0]), dock(front[1])}, {isSmall ? 280 : 310, isSmall ? 300 : 340}, Qt::Horizontal);
    const bool isPlanning = m_workspace == Workspace::Planning;
    resizeDocks({dock(front[2])}, {height() < 900 ? (isPlanning ? 230 : 190) : (isPlanning ? 320 : 240)},
                Qt::Vertical);
}

} // namespace views
