#include "views/tables/entity_table.h"

#include "models/console_models.h"
#include "views/delegates/cell_delegate.h"
#include "views/widgets/empty_state.h"
#include "views/widgets/entity_menu.h"
#include "views/widgets/plain_header.h"

#include <QContextMenuEvent>
#include <QHeaderView>

namespace views {

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
    horizontalHeader()->setResizeContentsPrecision(30);
    m_empty->hide();
    connect(this, &QTableView::activated, this, [this](const QModelIndex& index) {
        const models::EntityKey key = keyAt(index);
        if (key.isValid()) {
            m_context.models.selection.select(key, true);
            Q_EMIT entityActivated(key);
        }
    });
}

void EntityTable::fitColumns()
{
    if (model() == nullptr || model()->rowCount() == 0) {
        return;
    }
    resizeColumnsToContents();
    for (int column = 0; column < model()->columnCount(); ++column) {
        setColumnWidth(column, qBound(56, columnWidth(column) + 8, 320));
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
