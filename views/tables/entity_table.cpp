#include "views/tables/entity_table.h"

#include "models/console_models.h"
#include "views/delegates/cell_delegate.h"
#include "views/tables/entity_drag.h"
#include "views/widgets/empty_state.h"
#include "views/widgets/entity_menu.h"
#include "views/widgets/plain_header.h"

#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QScrollBar>

namespace views {

namespace {

constexpr int kWidenAfter_ms = 500;
constexpr int kSpare_px = 8;
constexpr int kNarrowest = 56;
constexpr int kFittedRows = 100; ///< looked at when columns are fitted

} // namespace

EntityTable::EntityTable(const ViewContext& context, QWidget* parent)
    : QTableView(parent)
    , m_context(context)
    , m_empty(new EmptyState(viewport()))
{
    setHorizontalHeader(new PlainHeader(context.theme, this));
    setItemDelegate(new CellDelegate(context.theme, this));
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setShowGrid(false);
    setWordWrap(false);
    setMouseTracking(true);
    setTabKeyNavigation(false);
    setHorizontalScrollMode(ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(CellDelegate::kRowHeight);
    verticalHeader()->setDefaultSectionSize(CellDelegate::kRowHeight);
    horizontalHeader()->setSectionsClickable(true);
    horizontalHeader()->setSectionsMovable(true);
    horizontalHeader()->setResizeContentsPrecision(kFittedRows);
    m_empty->hide();
    new EntityDrag(*this);
    m_widen.setSingleShot(true);
    m_widen.setInterval(kWidenAfter_ms);
    connect(&m_widen, &QTimer::timeout, this, &EntityTable::widenNumbers);
    connect(horizontalHeader(), &QHeaderView::sectionResized, this, [this](int column) {
        if (horizontalHeader()->underMouse() && QGuiApplication::mouseButtons().testFlag(Qt::LeftButton)) {
            m_widthsByHand.insert(column);
        }
    });
    connect(this, &QTableView::activated, this, [this](const QModelIndex& index) {
        const models::EntityKey key = keyAt(index);
        if (key.isValid()) {
            m_context.models.selection.select(key, true);
            Q_EMIT entityActivated(key);
        }
    });
}

void EntityTable::setModel(QAbstractItemModel* model)
{
    QTableView::setModel(model);
    const auto later = [this] {
        if (!m_widen.isActive()) {
            m_widen.start();
        }
    };
    connect(model, &QAbstractItemModel::dataChanged, this, later);
    connect(model, &QAbstractItemModel::rowsInserted, this, later);
    connect(model, &QAbstractItemModel::layoutChanged, this, later);
    connect(model, &QAbstractItemModel::modelReset, this, later);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, later);
}

/// What changed while it was out of sight has widened nothing.
void EntityTable::showEvent(QShowEvent* event)
{
    QTableView::showEvent(event);
    if (model() != nullptr) {
        m_widen.start();
    }
}

/// Of the rows in sight; never narrower: columns that breathe with every value are worse than wide ones.
void EntityTable::widenNumbers()
{
    const int first = rowAt(0);
    if (!isVisible() || first < 0) {
        return;
    }
    const int bottom = rowAt(viewport()->height() - 1);
    const int last = bottom < 0 ? model()->rowCount() - 1 : bottom;
    for (int column = 0; column < model()->columnCount(); ++column) {
        const QVariant alignment = model()->headerData(column, Qt::Horizontal, Qt::TextAlignmentRole);
        if (isColumnHidden(column) || m_widthsByHand.contains(column) || !isRightAligned(alignment)) {
            continue;
        }
        const int needed = neededWidth(column, first, last);
        if (needed > columnWidth(column)) {
            setColumnWidth(column, needed + kSpare_px);
        }
    }
}

int EntityTable::neededWidth(int column, int firstRow, int lastRow) const
{
    int needed = 0;
    for (int row = firstRow; row <= lastRow; ++row) {
        needed = qMax(needed, sizeHintForIndex(model()->index(row, column)).width());
    }
    return needed;
}

void EntityTable::fitColumns()
{
    if (model() == nullptr) {
        return;
    }
    for (int column = 0; column < model()->columnCount(); ++column) {
        if (!m_widthsByHand.contains(column)) {
            resizeColumnToContents(column);
            setColumnWidth(column, qBound(kNarrowest, columnWidth(column) + kSpare_px, m_widestFit));
        }
    }
}

void EntityTable::setEmptyText(const QString& title, const QString& explanation, QAction* action)
{
    if (title.isEmpty()) {
        m_empty->hide();
    } else {
        m_empty->setGeometry(viewport()->rect());
        m_empty->present(title, explanation, action);
    }
}

void EntityTable::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    m_empty->setGeometry(viewport()->rect());
}

/// Where only one row can be selected Qt selects the neighbour of one that vanishes, and the console's
/// selection would follow it: an alarm that clears must not choose for the person at the screen.
void EntityTable::rowsAboutToBeRemoved(const QModelIndex& parent, int start, int end)
{
    const SelectionMode mode = selectionMode();
    setSelectionMode(ExtendedSelection);
    QTableView::rowsAboutToBeRemoved(parent, start, end);
    setSelectionMode(mode);
}

/// With the focus a table has a current row, the first one, that nobody sees: without this the first arrow
/// down would skip it.
void EntityTable::keyPressEvent(QKeyEvent* event)
{
    const bool isArrow =
        event->modifiers() == Qt::NoModifier && (event->key() == Qt::Key_Down || event->key() == Qt::Key_Up);
    const QModelIndex current = currentIndex();
    if (isArrow && current.isValid() && !selectionModel()->isRowSelected(current.row())) {
        selectRow(current.row());
        event->accept();
        return;
    }
    QTableView::keyPressEvent(event);
}

void EntityTable::contextMenuEvent(QContextMenuEvent* event)
{
    const models::EntityKey key = keyAt(indexAt(event->pos()));
    if (key.isValid()) {
        popupEntityMenu(m_context, key, event->globalPos());
    }
}

models::EntityKey EntityTable::keyAt(const QModelIndex& index) const
{
    return index.data(models::KeyRole).value<models::EntityKey>();
}

} // namespace views
