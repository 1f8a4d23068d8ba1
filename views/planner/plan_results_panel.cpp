#include "views/planner/plan_results_panel.h"

#include "models/console_models.h"
#include "models/roles.h"
#include "views/actions/action_registry.h"
#include "views/delegates/cell_delegate.h"
#include "views/planner/course_bar.h"
#include "views/tables/entity_table.h"
#include "views/tables/selection_binder.h"
#include "views/widgets/elided_label.h"
#include "views/widgets/tone.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include <utility>

namespace views {

using models::PlanScenario;

namespace {

constexpr int kFilterWidth = 200;
constexpr int kWidest = 260;

} // namespace

PlanResultsPanel::PlanResultsPanel(const ViewContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_controls(new QWidget)
    , m_tabs(new QTabBar)
    , m_filter(new QLineEdit)
    , m_count(new QLabel)
    , m_stack(new QStackedWidget)
{
    setObjectName(QStringLiteral("planResultsPanel"));
    m_tabs->setObjectName(QStringLiteral("planTabs"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setUsesScrollButtons(true);
    m_tabs->setFocusPolicy(Qt::TabFocus);
    m_filter->setObjectName(QStringLiteral("planFilter"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMaximumWidth(kFilterWidth);
    setTone(*m_count, QStringLiteral("dim"));
    auto* bar = new QHBoxLayout(m_controls);
    bar->setContentsMargins(0, 0, 0, 0);
    bar->setSpacing(8);
    bar->addWidget(m_tabs, 1);
    bar->addWidget(m_filter);
    bar->addWidget(m_count);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    addTable(Id::Summary, QStringLiteral("summary"), [] { return tr("Summary"); });
    addTable(Id::Links, QStringLiteral("planLinks"), [] { return tr("Links"); });
    addTable(Id::Pools, QStringLiteral("planPools"), [] { return tr("Pools"); });
    addTable(Id::Flows, QStringLiteral("planFlows"), [] { return tr("Flows"); });
    addTable(Id::Jobs, QStringLiteral("planJobs"), [] { return tr("Jobs"); });
    addTable(Id::Tenants, QStringLiteral("planTenants"), [] { return tr("Tenants"); });
    addTable(Id::Enterprises, QStringLiteral("planEnterprises"), [] { return tr("Enterprises"); });
    addTable(Id::N1, QStringLiteral("n1"), [] { return tr("N-1"); });
    addTable(Id::Works, QStringLiteral("works"), [] { return tr("Works"); });
    addTable(Id::Changes, QStringLiteral("changes"), [] { return tr("Changes"); });
    makeChangeControls(*m_pages.last().widget);
    addTable(Id::Course, QStringLiteral("course"), [] { return tr("Course"); });
    m_course = new CourseBar(context);
    static_cast<QHBoxLayout*>(m_pages.last().widget->layout()->itemAt(0)->layout())->addWidget(m_course);
    connect(m_tabs, &QTabBar::currentChanged, this, &PlanResultsPanel::turn);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString& text) {
        const int at = m_tabs->currentIndex();
        if (at >= 0 && m_pages[at].proxy != nullptr) {
            m_pages[at].filter = text;
            m_pages[at].proxy->setText(text);
            update();
        }
    });
    // Several tables change at once: looking once is enough.
    const auto later = [this] {
        if (!std::exchange(m_updatePending, true)) {
            QMetaObject::invokeMethod(
                this, [this] { update(); }, Qt::QueuedConnection);
        }
    };
    connect(&context.models.planTables, &models::PlanTables::changed, this, later);
    connect(&context.models.planner, &models::PlannerModel::scenariosChanged, this, later);
    connect(&context.models.planChanges, &models::PlanChanges::changed, this, later);
    connect(&context.models.planCourse, &models::PlanCourse::changed, this, later);
    retranslate();
    turn(0);
}

void PlanResultsPanel::addTable(Id id, const QString& name, std::function<QString()> title)
{
    models::PlanProxy& proxy = m_context.models.planTables.proxy(id);
    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto* headline = new ElidedLabel;
    headline->setObjectName(name + QStringLiteral("Headline"));
    headline->setContentsMargins(8, 4, 8, 4);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(0, 0, 8, 0);
    head->addWidget(headline, 1);
    layout->addLayout(head);
    auto* table = new EntityTable(m_context);
    table->setObjectName(name + QStringLiteral("Table"));
    table->setModel(&proxy);
    if (id != Id::Summary) { // which has few columns, and long names of figures
        table->setWidestFit(kWidest);
    }
    table->setSortingEnabled(true);
    table->sortByColumn(-1, Qt::AscendingOrder); // as the engine gives them: the most first
    // The last column of words takes the rest; numbers stay beside what they belong to.
    const QVariant alignment =
        proxy.headerData(proxy.columnCount() - 1, Qt::Horizontal, Qt::TextAlignmentRole);
    table->horizontalHeader()->setStretchLastSection(!isRightAligned(alignment));
    layout->addWidget(table, 1);
    new SelectionBinder(
        *table, m_context.models.selection, [&proxy](const QModelIndex& index) { return proxy.key(index); },
        [&proxy](const models::EntityKey& key) { return proxy.indexOf(key); });
    addPage(name, std::move(title), page);
    Page& added = m_pages.last();
    added.table = table;
    added.proxy = &proxy;
    added.headline = headline;
}

void PlanResultsPanel::addPage(const QString& name, std::function<QString()> title, QWidget* page)
{
    Page added;
    added.name = name;
    added.title = std::move(title);
    added.widget = page;
    m_pages.append(added);
    m_stack->addWidget(page);
    m_tabs->addTab(m_pages.last().title());
}

void PlanResultsPanel::makeChangeControls(QWidget& page)
{
    m_makeChanges = new QPushButton;
    m_makeChanges->setObjectName(QStringLiteral("makeChanges"));
    m_exportChanges = new QPushButton;
    m_exportChanges->setObjectName(QStringLiteral("exportChanges"));
    auto* head = static_cast<QHBoxLayout*>(page.layout()->itemAt(0)->layout());
    head->addWidget(m_makeChanges);
    head->addWidget(m_exportChanges);
    connect(m_makeChanges, &QPushButton::clicked, this, [this] {
        models::PlanChanges& changes = m_context.models.planChanges;
        if (changes.isRunning()) {
            changes.cancel();
        } else {
            changes.compute();
        }
    });
    connect(m_exportChanges, &QPushButton::clicked,
            m_context.actions.action(QStringLiteral("plan.exportChanges")), &QAction::trigger);
}

void PlanResultsPanel::showPage(const QString& name)
{
    for (int i = 0; i < m_pages.size(); ++i) {
        if (m_pages[i].name == name) {
            m_tabs->setCurrentIndex(i);
        }
    }
}

void PlanResultsPanel::turn(int page)
{
    if (page < 0 || page >= m_pages.size()) {
        return;
    }
    m_stack->setCurrentIndex(page);
    const bool isTable = m_pages[page].proxy != nullptr;
    m_filter->setVisible(isTable);
    m_count->setVisible(isTable);
    const QSignalBlocker blocker(m_filter);
    m_filter->setText(m_pages[page].filter);
    update();
}

void PlanResultsPanel::clearFilter()
{
    for (Page& page : m_pages) {
        if (page.proxy != nullptr) {
            page.filter.clear();
            page.proxy->setText({});
        }
    }
    m_filter->clear();
    update();
}

void PlanResultsPanel::retranslate()
{
    m_filter->setPlaceholderText(tr("Filter rows…"));
    m_filter->setAccessibleName(tr("Filter rows…"));
    m_tabs->setAccessibleName(tr("Results of the scenario"));
    m_exportChanges->setText(tr("Export…"));
    m_course->retranslate();
    for (Page& page : m_pages) {
        page.isFitted = false;
        if (page.table != nullptr) {
            page.table->setAccessibleName(page.title());
        }
    }
    update();
}

/// A tab says how much is behind it, but for those that always hold the same rows.
void PlanResultsPanel::showTitles()
{
    for (int i = 0; i < m_pages.size(); ++i) {
        const Page& page = m_pages[i];
        const int rows = page.proxy != nullptr ? page.proxy->table().rowCount() : 0;
        const bool isCounted = rows > 0 && page.name != u"summary" && page.name != u"n1";
        const QString text = isCounted
                                 ? tr("%1 %2", "title of a tab and how many rows it has")
                                       .arg(page.title(), m_context.models.language.locale().toString(rows))
                                 : page.title();
        if (m_tabs->tabText(i) != text) {
            m_tabs->setTabText(i, text);
        }
    }
}

void PlanResultsPanel::update()
{
    m_updatePending = false;
    showTitles();
    updateHeadlines();
    const int at = m_tabs->currentIndex();
    if (at < 0 || m_pages[at].proxy == nullptr) {
        return;
    }
    Page& page = m_pages[at];
    const int all = page.proxy->table().rowCount();
    const int shown = page.proxy->rowCount();
    const QLocale& locale = m_context.models.language.locale();
    m_count->setText(shown == all ? tr("%n row(s)", nullptr, all)
                                  : tr("%1 of %2 rows").arg(locale.toString(shown), locale.toString(all)));
    updateEmpty(page);
    if (all > 0 && !page.isFitted) {
        page.isFitted = true;
        page.table->fitColumns();
    }
}

void PlanResultsPanel::updateHeadlines()
{
    const models::PlanTables& tables = m_context.models.planTables;
    const models::PlanChanges& changes = m_context.models.planChanges;
    const PlanScenario* scenario = m_context.models.planner.current();
    for (Page& page : m_pages) {
        if (page.headline == nullptr) {
            continue;
        }
        const bool isChanges = page.name == u"changes";
        const bool isCourse = page.name == u"course";
        const QString text = page.name == u"n1" ? tables.n1Headline()
                             : isChanges        ? tables.changesHeadline()
                             : isCourse         ? tables.courseHeadline()
                                                : QString();
        page.headline->setText(text);
        page.headline->setVisible(!text.isEmpty() || isChanges || isCourse);
    }
    m_makeChanges->setText(changes.isRunning() ? tr("Cancel") : tr("Make the list"));
    m_makeChanges->setEnabled(scenario != nullptr && scenario->isReady() && changes.list() == nullptr);
    m_exportChanges->setEnabled(changes.list() != nullptr);
}

void PlanResultsPanel::updateEmpty(Page& page)
{
    const PlanScenario* scenario = m_context.models.planner.current();
    const models::PlanChanges& changes = m_context.models.planChanges;
    const int all = page.proxy->table().rowCount();
    EntityTable& table = *page.table;
    if (scenario == nullptr) {
        return table.setEmptyText(
            tr("No scenario yet"),
            tr("Fork the moment on the screen: what comes of commands to it is listed here."),
            m_context.actions.action(QStringLiteral("plan.fork")));
    }
    if (all > 0) {
        return page.proxy->rowCount() > 0
                   ? table.setEmptyText({}, {}, nullptr)
                   : table.setEmptyText(tr("No row passes the filter"),
                                        tr("%n row(s) are hidden by it.", nullptr, all),
                                        m_context.actions.action(QStringLiteral("go.clearFilter")));
    }
    if (page.name == u"changes") {
        if (changes.refusal()) {
            return table.setEmptyText(tr("The change list could not be made"),
                                      m_context.models.planTables.changesRefusal(), nullptr);
        }
        if (changes.list() != nullptr) {
            return table.setEmptyText(tr("Nothing is to be changed"),
                                      m_context.models.planTables.changesHeadline(), nullptr);
        }
        return changes.isRunning()
                   ? table.setEmptyText(tr("The change list is being made…"),
                                        tr("Every step is checked for every single cut."), nullptr)
                   : table.setEmptyText(
                         tr("No change list yet"),
                         tr("Ordered steps, each checked for every single cut with those before it "
                            "done: an N-1 table a step."),
                         m_context.actions.action(QStringLiteral("plan.changes")));
    }
    if (page.name == u"course") {
        return updateEmptyCourse(table);
    }
    const QString error = scenario->error.isEmpty() ? scenario->result.error : scenario->error;
    if (!error.isEmpty()) {
        return table.setEmptyText(tr("There is no result"), error, nullptr);
    }
    if (scenario->result.outcome == nullptr || (page.name == u"n1" && scenario->result.n1 == nullptr)) {
        const bool isBusy = m_context.models.planner.runner().isRunning() || !scenario->isReady();
        return isBusy ? table.setEmptyText(tr("Being computed…"), {}, nullptr)
                      : table.setEmptyText(tr("Not computed"), tr("The work was cancelled."),
                                           m_context.actions.action(QStringLiteral("plan.recompute")));
    }
    page.name == u"works"
        ? table.setEmptyText(tr("No planned work"),
                             tr("Planned works of the scenario get a go or no-go here, with the reasons."),
                             nullptr)
        : table.setEmptyText(tr("Nothing differs"), tr("The scenario leaves all of these as they are."),
                             nullptr);
}

void PlanResultsPanel::updateEmptyCourse(EntityTable& table)
{
    const models::PlanCourse& course = m_context.models.planCourse;
    if (course.refusal()) {
        return table.setEmptyText(tr("It could not be run"), m_context.models.planTables.courseRefusal(),
                                  nullptr);
    }
    if (course.run() != nullptr) {
        return table.setEmptyText(
            tr("Nothing happens"),
            tr("No command begins or ends in that time, and no job or transfer changes."), nullptr);
    }
    course.isRunning()
        ? table.setEmptyText(tr("It is being run…"),
                             tr("Jobs and flows through time: what happens, and what it came of."), nullptr)
        : table.setEmptyText(
              tr("Not run yet"),
              tr("Jobs and flows through time, event by event: transfers arrive, jobs start, slow "
                 "down, finish, deadlines are missed, and what each came of."),
              m_context.actions.action(QStringLiteral("plan.run")));
}

} // namespace views
