#include "views/planner/failure_schedule_page.h"

#include "models/console_models.h"
#include "views/planner/command_dialog.h"
#include "views/planner/failure_timeline.h"
#include "views/tables/entity_table.h"
#include "views/theme/style_sheet.h"
#include "views/widgets/tone.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace views {

FailureSchedulePage::FailureSchedulePage(const ViewContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_table(new EntityTable(context))
    , m_timeline(new FailureTimeline(context.models.failures.table(), context.theme))
    , m_hint(new QLabel)
    , m_edit(new QPushButton)
    , m_remove(new QPushButton)
{
    m_table->setObjectName(QStringLiteral("failureTable"));
    m_table->setModel(&context.models.failures.table());
    m_table->setSortingEnabled(false); // by time, as the bars
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->installEventFilter(this);
    m_edit->setObjectName(QStringLiteral("failureEdit"));
    m_remove->setObjectName(QStringLiteral("failureRemove"));
    m_hint->setFont(smallFont());
    m_hint->setWordWrap(true);
    setTone(*m_hint, QStringLiteral("dim"));
    auto* right = new QVBoxLayout;
    right->setContentsMargins(0, 4, 8, 4);
    right->addWidget(m_timeline, 1);
    right->addWidget(m_hint);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_edit);
    buttons->addWidget(m_remove);
    buttons->addStretch(1);
    right->addLayout(buttons);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_table, 3);
    layout->addLayout(right, 2);
    const models::FailureTable& table = context.models.failures.table();
    connect(&table, &QAbstractItemModel::modelAboutToBeReset, this,
            [this, &table] { m_kept = table.commandIndex(row()); });
    connect(&table, &QAbstractItemModel::modelReset, this, &FailureSchedulePage::keepRow);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &FailureSchedulePage::update);
    connect(m_table, &QTableView::doubleClicked, this, &FailureSchedulePage::edit);
    connect(m_edit, &QPushButton::clicked, this, &FailureSchedulePage::edit);
    connect(m_remove, &QPushButton::clicked, this, [this] { m_context.models.failures.remove(row()); });
    connect(m_timeline, &FailureTimeline::chosen, m_table, &QTableView::selectRow);
    connect(m_timeline, &FailureTimeline::moved, this,
            [this](int moved, twin::TimeNs by) { m_context.models.failures.shift(moved, by); });
}

int FailureSchedulePage::row() const
{
    return m_table->currentIndex().row();
}

/// Of a command that was moved in time or stayed: its row, wherever it is now.
void FailureSchedulePage::keepRow()
{
    const models::FailureTable& table = m_context.models.failures.table();
    for (int i = 0; i < table.rowCount(); ++i) {
        if (table.commandIndex(i) == m_kept) {
            m_table->selectRow(i);
        }
    }
    m_table->fitColumns();
    update();
}

void FailureSchedulePage::update()
{
    m_timeline->setCurrent(row());
    m_edit->setEnabled(row() >= 0);
    m_remove->setEnabled(row() >= 0);
    const bool isEmpty = m_context.models.failures.table().rowCount() == 0;
    m_table->setEmptyText(
        isEmpty ? tr("Nothing fails in this scenario") : QString(),
        isEmpty ? tr("Pick an element, let a storm come, or take a past incident.") : QString(), nullptr);
}

void FailureSchedulePage::edit()
{
    CommandDialog::edit(m_context, m_context.models.failures.table().commandIndex(row()), window());
}

bool FailureSchedulePage::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_table &&
        (event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride)) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool isShift = key->modifiers().testFlag(Qt::ShiftModifier);
        const bool isArrow = key->key() == Qt::Key_Left || key->key() == Qt::Key_Right;
        const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (row() < 0 || !(isEnter || key->key() == Qt::Key_Delete || (isShift && isArrow))) {
            return QWidget::eventFilter(watched, event);
        }
        if (event->type() == QEvent::ShortcutOverride) {
            event->accept();
        } else if (isEnter) {
            edit();
        } else if (key->key() == Qt::Key_Delete) {
            m_context.models.failures.remove(row());
        } else {
            const twin::TimeNs step =
                key->modifiers().testFlag(Qt::ControlModifier) ? twin::kHour : twin::kMinute;
            m_context.models.failures.shift(row(), key->key() == Qt::Key_Left ? -step : step);
        }
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void FailureSchedulePage::retranslate()
{
    m_edit->setText(tr("Edit…"));
    m_remove->setText(tr("Take out"));
    m_hint->setText(
        tr("Enter edits, Delete takes out, Shift+arrows move a minute, Ctrl+Shift+arrows an hour."));
    m_table->setAccessibleName(tr("Failures of the scenario, by time"));
    update();
}

} // namespace views
