#include "models/console_models.h"
#include "views/calculators/calculators_dialog.h"
#include "views/discover/discover_panel.h"
#include "views/main_window/main_window.h"
#include "views/market/market_dialog.h"
#include "views/placement/placement_panel.h"
#include "views/planner/command_dialog.h"
#include "views/planner/comparison_panel.h"
#include "views/planner/failure_panel.h"
#include "views/planner/plan_results_panel.h"
#include "views/planner/scenario_panel.h"
#include "views/widgets/dock_header.h"

#include <QDockWidget>

/// The main window's docks and actions of planning.
namespace views {

namespace {

/// Made when first asked for; the window owns it.
void showMarket(const ViewContext& context, QWidget& window)
{
    auto* dialog = window.findChild<MarketDialog*>({}, Qt::FindDirectChildrenOnly);
    if (dialog == nullptr) {
        dialog = new MarketDialog(context, &window);
    }
    dialog->show();
    dialog->raise();
    dialog->activateWindow();
}

} // namespace

void MainWindow::addPlannerDocks()
{
    m_scenarios = new ScenarioPanel(m_context);
    m_planResults = new PlanResultsPanel(m_context);
    m_comparison = new ComparisonPanel(m_context);
    const auto add = [this](const char* name, Qt::DockWidgetArea area, auto& panel, const char* beside) {
        const QString dock = QString::fromLatin1(name);
        tabifyDockWidget(m_docks[QString::fromLatin1(beside)], addDock(dock, area, &panel));
        m_headers[dock]->addControl(panel.controls(), 1);
    };
    add("scenarios", Qt::LeftDockWidgetArea, *m_scenarios, "navigator");
    add("planResults", Qt::BottomDockWidgetArea, *m_planResults, "attention");
    add("comparison", Qt::BottomDockWidgetArea, *m_comparison, "attention");
    bindDock(QStringLiteral("scenarios"), [](bool) {});
    bindDock(QStringLiteral("planResults"), [](bool) {});
    bindDock(QStringLiteral("comparison"), [this](bool active) { m_comparison->setActive(active); });
    connect(m_scenarios, &ScenarioPanel::editRequested, this,
            [this](int command) { CommandDialog::edit(m_context, command, this); });
    addFailureDock();
    addComputeDocks();
}

void MainWindow::addFailureDock()
{
    m_failures = new FailurePanel(m_context);
    QDockWidget* dock = addDock(QStringLiteral("failures"), Qt::BottomDockWidgetArea, m_failures);
    m_headers[QStringLiteral("failures")]->setTitleVisible(false);
    m_headers[QStringLiteral("failures")]->addControl(new QWidget, 1); // its buttons stand at the end
    tabifyDockWidget(m_docks[QStringLiteral("attention")], dock);
    bindDock(QStringLiteral("failures"), [](bool) {});
    m_actions.bind(QStringLiteral("go.failures"), this, [this](bool) {
        raiseDock(QStringLiteral("failures"));
        m_failures->begin();
    });
}

void MainWindow::addComputeDocks()
{
    m_discover = new DiscoverPanel(m_context);
    m_placement = new PlacementPanel(m_context);
    const auto add = [this](const QString& name, QWidget* panel, QWidget* controls) {
        QDockWidget* dock = addDock(name, Qt::BottomDockWidgetArea, panel);
        m_headers[name]->setTitleVisible(false);
        m_headers[name]->addControl(controls, 1);
        tabifyDockWidget(m_docks[QStringLiteral("attention")], dock);
    };
    add(QStringLiteral("discover"), m_discover, m_discover->controls());
    add(QStringLiteral("placement"), m_placement, m_placement->controls());
    bindDock(QStringLiteral("discover"), [this](bool active) { m_discover->setActive(active); });
    bindDock(QStringLiteral("placement"), [this](bool active) { m_placement->setActive(active); });
    connect(m_placement, &PlacementPanel::said, m_messages, &MessageBar::show);
    tellOfStandingQueries();
}

void MainWindow::bindPlannerActions()
{
    m_actions.bind(QStringLiteral("go.planResults"), this, [this](bool) {
        if (m_planResults->isVisible()) { // who sees it already goes to the first page
            m_planResults->showPage(QStringLiteral("summary"));
        }
        raiseDock(QStringLiteral("planResults"));
    });
    m_actions.bind(QStringLiteral("go.n1"), this, [this](bool) {
        m_planResults->showPage(QStringLiteral("n1"));
        raiseDock(QStringLiteral("planResults")); // then its table takes the focus
    });
    m_actions.bind(QStringLiteral("go.discover"), this, [this](bool) {
        raiseDock(QStringLiteral("discover"));
        makeRoom(QStringLiteral("discover"));
        m_discover->beginQuery();
    });
    m_actions.bind(QStringLiteral("planner.placement"), this, [this](bool) {
        raiseDock(QStringLiteral("placement"));
        makeRoom(QStringLiteral("placement"));
        m_placement->begin();
    });
    m_actions.bind(QStringLiteral("planner.calculators"), this, [this](bool) { showCalculators(); });
    m_actions.bind(QStringLiteral("planner.market"), this, [this](bool) { showMarket(m_context, *this); });
}

/// Tables beside their details need more of the height than lists; a person's own choice of more stays.
void MainWindow::makeRoom(const QString& name)
{
    constexpr double kShare = 0.42;
    QDockWidget* dock = m_docks[name];
    const int wanted = static_cast<int>(height() * kShare);
    if (!dock->isFloating() && dock->height() < wanted) {
        resizeDocks({dock}, {wanted}, Qt::Vertical);
    }
}

/// One message for all that a round found: the list of what came and went stands in the panel.
void MainWindow::tellOfStandingQueries()
{
    connect(&m_context.models.standing, &models::StandingQueries::newsCame, this,
            [this](const std::vector<models::StandingNews>& news) {
                const int others = static_cast<int>(news.size()) - 1;
                const models::StandingNews& last = news.back();
                const QString query = last.query.isEmpty() ? tr("every offer") : last.query;
                QString what = tr("The answer to “%1” has changed.").arg(query);
                if (others > 0) {
                    what += u' ' + tr("So have %n other(s).", nullptr, others);
                }
                m_messages->show({Message::Tone::Information,
                                  what,
                                  models::newsSentence(last),
                                  tr("Ctrl+Shift+D shows what came and went."),
                                  {}});
            });
}

void MainWindow::showCalculators()
{
    if (m_calculators == nullptr) {
        m_calculators = new CalculatorsDialog(m_context, this);
    }
    m_calculators->show();
    m_calculators->raise();
    m_calculators->activateWindow();
}

} // namespace views
