#include "views/planner/scenario_panel.h"

#include "models/console_models.h"
#include "models/roles.h"
#include "views/actions/action_registry.h"
#include "views/planner/line_delegate.h"
#include "views/theme/icons.h"
#include "views/theme/style_sheet.h"
#include "views/widgets/elided_label.h"
#include "views/widgets/empty_state.h"
#include "views/widgets/tone.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <utility>

namespace views {

using models::PlannerModel;
using models::PlanProgress;
using models::PlanScenario;

ScenarioPanel::ScenarioPanel(const ViewContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_controls(new QWidget)
    , m_tree(new QTreeView)
    , m_commands(new QListView)
    , m_empty(new EmptyState(this))
    , m_noCommands(new EmptyState(m_commands->viewport()))
    , m_commandsTitle(new QLabel)
    , m_work(new ElidedLabel)
    , m_bar(new QProgressBar)
    , m_cancel(new QPushButton)
    , m_hash(new ElidedLabel)
    , m_copy(new QToolButton)
{
    setObjectName(QStringLiteral("scenarioPanel"));
    setProperty("ground", QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    makeControls();
    makeTree();
    makeCommands();
    auto* lower = new QWidget;
    auto* list = new QVBoxLayout(lower);
    list->setContentsMargins(0, 0, 0, 0);
    list->setSpacing(2);
    list->addWidget(m_commandsTitle);
    list->addWidget(m_commands, 1);
    auto* splitter = new QSplitter(Qt::Vertical);
    splitter->setObjectName(QStringLiteral("scenarioSplitter"));
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_tree);
    splitter->addWidget(lower);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(splitter, 1);
    makeStatus();
    PlannerModel& planner = context.models.planner;
    for (const auto signal : {&PlannerModel::progressChanged, &PlannerModel::resultChanged,
                              &PlannerModel::commandsChanged, &PlannerModel::currentChanged}) {
        connect(&planner, signal, this, &ScenarioPanel::updateStatus);
    }
    connect(&planner, &PlannerModel::currentChanged, this, &ScenarioPanel::showCurrent);
    connect(&context.models.scenarioTree, &QAbstractItemModel::modelReset, this, &ScenarioPanel::showCurrent);
    connect(&context.models.planCommands, &QAbstractItemModel::modelReset, this, [this] {
        updateEmpty();
        selectCommand(std::exchange(m_rowToSelect, -1));
    });
    retranslate();
    showCurrent();
}

void ScenarioPanel::makeControls()
{
    auto* row = new QHBoxLayout(m_controls);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2);
    for (const char* id : {"plan.fork", "plan.branch", "plan.undo", "plan.redo", "plan.save"}) {
        QAction* action = m_context.actions.action(QString::fromLatin1(id));
        auto* button = new QToolButton;
        button->setObjectName(QString::fromLatin1(id));
        button->setDefaultAction(action);
        button->setIconSize(QSize(14, 14));
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        button->setAccessibleName(action->iconText());
        row->addWidget(button);
    }
    row->addStretch(1);
}

void ScenarioPanel::makeTree()
{
    models::ScenarioTreeModel& model = m_context.models.scenarioTree;
    m_tree->setObjectName(QStringLiteral("scenarioTree"));
    m_tree->setModel(&model);
    m_tree->setHeaderHidden(true);
    m_tree->setItemDelegate(new LineDelegate(m_context.theme, m_tree));
    m_tree->setUniformRowHeights(true);
    m_tree->setIndentation(14);
    m_tree->setMouseTracking(true);
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->setExpandsOnDoubleClick(false);
    m_tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_tree->setContextMenuPolicy(Qt::ActionsContextMenu);
    for (const char* id : {"plan.branch", "plan.rename", "plan.save", "plan.saveAs", "plan.saveWithBase",
                           "plan.recompute", "plan.changes", "plan.exportResults", "plan.close"}) {
        m_tree->addAction(m_context.actions.action(QString::fromLatin1(id)));
    }
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this, &model](const QModelIndex& current) {
                if (current.isValid()) {
                    m_context.models.planner.setCurrent(model.idOf(current));
                }
            });
}

void ScenarioPanel::makeCommands()
{
    m_commandsTitle->setContentsMargins(8, 4, 8, 2);
    setTone(*m_commandsTitle, QStringLiteral("dim"));
    m_commands->setObjectName(QStringLiteral("commandList"));
    m_commands->setModel(&m_context.models.planCommands);
    m_commands->setItemDelegate(new LineDelegate(m_context.theme, m_commands));
    m_commands->setMouseTracking(true);
    m_commands->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_commands->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_commands->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_commands->installEventFilter(this);
    m_commands->viewport()->installEventFilter(this);
    connect(m_commands->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& current) {
                const auto key = current.data(models::KeyRole).value<models::EntityKey>();
                if (key.isValid()) {
                    m_context.models.selection.select(key, true);
                }
            });
    connect(m_commands, &QListView::doubleClicked, this,
            [this](const QModelIndex& index) { Q_EMIT editRequested(index.row()); });
}

void ScenarioPanel::makeStatus()
{
    auto* box = new QWidget;
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(8, 4, 8, 6);
    layout->setSpacing(4);
    m_work->setObjectName(QStringLiteral("planWork"));
    m_bar->setObjectName(QStringLiteral("planProgress"));
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(6);
    m_cancel->setObjectName(QStringLiteral("planCancel"));
    m_cancel->setFocusPolicy(Qt::TabFocus);
    connect(m_cancel, &QPushButton::clicked, m_context.actions.action(QStringLiteral("plan.cancel")),
            &QAction::trigger);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_bar, 1);
    row->addWidget(m_cancel);
    m_hash->setObjectName(QStringLiteral("planHash"));
    m_hash->setElideMode(Qt::ElideMiddle);
    setTone(*m_hash, QStringLiteral("dim"));
    m_copy->setObjectName(QStringLiteral("planHashCopy"));
    m_copy->setIcon(icon(m_context.theme, QStringLiteral("copy")));
    m_copy->setIconSize(QSize(14, 14));
    m_copy->setAutoRaise(true);
    m_copy->setFocusPolicy(Qt::TabFocus);
    connect(m_copy, &QToolButton::clicked, this, [this] {
        if (const PlanScenario* scenario = m_context.models.planner.current()) {
            QGuiApplication::clipboard()->setText(QString::fromStdString(scenario->result.stateHash));
        }
    });
    auto* hash = new QHBoxLayout;
    hash->setSpacing(4);
    hash->addWidget(m_hash, 1);
    hash->addWidget(m_copy);
    layout->addWidget(m_work);
    layout->addLayout(row);
    layout->addLayout(hash);
    this->layout()->addWidget(box);
}

void ScenarioPanel::retranslate()
{
    m_tree->setAccessibleName(tr("Scenarios; space checks what is compared"));
    m_commands->setAccessibleName(tr("Commands of the scenario"));
    m_commands->setToolTip({});
    m_cancel->setText(tr("Cancel"));
    m_bar->setAccessibleName(tr("Progress of the work"));
    m_copy->setToolTip(tr("Copy the state hash"));
    m_copy->setAccessibleName(tr("Copy the state hash"));
    for (auto* button : m_controls->findChildren<QToolButton*>()) {
        button->setAccessibleName(button->defaultAction()->iconText());
    }
    updateEmpty();
    updateStatus();
}

void ScenarioPanel::editName()
{
    const PlanScenario* scenario = m_context.models.planner.current();
    if (scenario != nullptr) {
        const QModelIndex at = m_context.models.scenarioTree.indexOf(scenario->id);
        m_tree->setCurrentIndex(at);
        m_tree->setFocus();
        m_tree->edit(at);
    }
}

void ScenarioPanel::showCurrent()
{
    m_tree->expandAll();
    const PlanScenario* scenario = m_context.models.planner.current();
    if (scenario != nullptr) {
        m_tree->setCurrentIndex(m_context.models.scenarioTree.indexOf(scenario->id));
    }
    updateEmpty();
    updateStatus();
}

void ScenarioPanel::updateEmpty()
{
    const PlannerModel& planner = m_context.models.planner;
    m_empty->setGeometry(rect());
    if (planner.scenarios().empty()) {
        m_empty->present(
            tr("No scenario yet"),
            tr("A scenario forks the moment on the screen and says what would come of commands to it. "
               "Live data is never touched."),
            m_context.actions.action(QStringLiteral("plan.fork")));
    } else {
        m_empty->hide();
    }
    const int commands = m_context.models.planCommands.rowCount();
    m_commandsTitle->setText(tr("%n command(s)", nullptr, commands));
    m_noCommands->setGeometry(m_commands->viewport()->rect());
    if (commands == 0) {
        m_noCommands->present(
            tr("Nothing is done yet"),
            tr("Right-click a link or pool on the map or in a table, or search for a command."), nullptr);
    } else {
        m_noCommands->hide();
    }
}

QString ScenarioPanel::progressText() const
{
    const PlannerModel& planner = m_context.models.planner;
    const PlanScenario* scenario = planner.current();
    if (scenario == nullptr || !scenario->error.isEmpty()) {
        return scenario == nullptr ? QString() : scenario->error;
    }
    if (!scenario->isReady()) {
        return tr("The moment is being prepared…");
    }
    const QLocale& locale = m_context.models.language.locale();
    const auto ms = [&locale](double value) {
        return locale.toString(value, 'f', value < 10 ? 1 : 0);
    };
    const PlanProgress& progress = planner.runner().progress();
    switch (planner.runner().isRunning() ? progress.step : PlanProgress::Step::Idle) {
    case PlanProgress::Step::Ground:
    case PlanProgress::Step::Outcome:
        return tr("Outcome…");
    case PlanProgress::Step::Works:
        return tr("Planned works…");
    case PlanProgress::Step::N1Before:
        return tr("N-1 of the base: %1 of %2 cuts").arg(progress.done).arg(progress.all);
    case PlanProgress::Step::N1:
        return tr("N-1: %1 of %2 cuts, worst so far %3")
            .arg(progress.done)
            .arg(progress.all)
            .arg(models::format::percent(progress.worst_mlu, locale).text());
    case PlanProgress::Step::Coverage:
        return tr("Latency circles…");
    case PlanProgress::Step::Optimum:
        return tr("Best routing…");
    case PlanProgress::Step::Idle:
        break;
    }
    if (!scenario->result.error.isEmpty()) {
        return scenario->result.error;
    }
    if (scenario->result.outcome == nullptr) {
        return tr("Not computed: F5 computes it");
    }
    const bool isWhole = scenario->result.n1 != nullptr && scenario->result.n1->isWhole();
    return isWhole ? tr("Outcome after %1 ms, N-1 after %2 ms")
                         .arg(ms(scenario->result.outcome_ms), ms(scenario->result.n1_ms))
                   : tr("Outcome after %1 ms; N-1 was cancelled: F5 goes on")
                         .arg(ms(scenario->result.outcome_ms));
}

void ScenarioPanel::updateStatus()
{
    const PlannerModel& planner = m_context.models.planner;
    const PlanScenario* scenario = planner.current();
    const PlanProgress& progress = planner.runner().progress();
    const bool isPreparing = scenario != nullptr && !scenario->isReady() && scenario->error.isEmpty();
    const bool isBusy = isPreparing || planner.runner().isRunning();
    m_work->setText(progressText());
    const bool isBad =
        scenario != nullptr && (!scenario->error.isEmpty() || !scenario->result.error.isEmpty());
    setTone(*m_work, isBad ? QStringLiteral("critical") : QString());
    m_bar->setVisible(isBusy);
    m_cancel->setVisible(isBusy);
    m_bar->setRange(0, progress.all > 0 ? static_cast<int>(progress.all) : 0);
    m_bar->setValue(static_cast<int>(progress.done));
    const QString hash = scenario != nullptr ? QString::fromStdString(scenario->result.stateHash) : QString();
    m_hash->setText(hash.isEmpty() ? QString() : tr("State hash %1").arg(hash));
    m_copy->setVisible(!hash.isEmpty());
}

void ScenarioPanel::selectCommand(int row)
{
    if (row >= 0 && row < m_context.models.planCommands.rowCount()) {
        m_commands->setCurrentIndex(m_context.models.planCommands.index(row));
    }
}

bool ScenarioPanel::commandKey(int key, Qt::KeyboardModifiers modifiers)
{
    models::CommandListModel& model = m_context.models.planCommands;
    const int row = m_commands->currentIndex().row();
    const bool isMove = modifiers.testFlag(Qt::AltModifier) && (key == Qt::Key_Up || key == Qt::Key_Down);
    if (row < 0) {
        return isMove;
    }
    if (isMove) {
        m_rowToSelect = model.move(row, key == Qt::Key_Up ? -1 : 1);
        return true;
    }
    if (key == Qt::Key_Delete) {
        m_rowToSelect = qMin(row, model.rowCount() - 2);
        model.remove(row);
        return true;
    }
    if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        Q_EMIT editRequested(row);
        return true;
    }
    return false;
}

bool ScenarioPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_commands && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (commandKey(key->key(), key->modifiers())) {
            return true;
        }
    }
    if (event->type() == QEvent::Resize) {
        m_noCommands->setGeometry(m_commands->viewport()->rect());
    }
    return QWidget::eventFilter(watched, event);
}

void ScenarioPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_empty->setGeometry(rect());
}

} // namespace views
