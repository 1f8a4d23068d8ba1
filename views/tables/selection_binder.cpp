#include "views/tables/selection_binder.h"

#include <QItemSelectionModel>
#include <QScopedValueRollback>

#include <algorithm>

namespace views {

SelectionBinder::SelectionBinder(QAbstractItemView& view, models::Selection& selection, KeyOf keyOf,
                                 IndexOf indexOf)
    : QObject(&view)
    , m_view(view)
    , m_selection(selection)
    , m_keyOf(std::move(keyOf))
    , m_indexOf(std::move(indexOf))
{
    connect(m_view.selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &SelectionBinder::fromView);
    connect(&m_selection, &models::Selection::changed, this, &SelectionBinder::toView);
    connect(&m_selection, &models::Selection::revealRequested, this, &SelectionBinder::reveal);
    watchModel();
    toView();
}

void SelectionBinder::watchModel()
{
    // Rows that vanish take their selection with them: that is not a choice of the person at the screen.
    const QAbstractItemModel* model = m_view.model();
    const auto mute = [this] {
        m_muted = true;
    };
    const auto unmute = [this] {
        m_muted = false;
        toView();
    };
    connect(model, &QAbstractItemModel::rowsAboutToBeRemoved, this, mute);
    connect(model, &QAbstractItemModel::rowsRemoved, this, unmute);
    connect(model, &QAbstractItemModel::rowsInserted, this, unmute);
    connect(model, &QAbstractItemModel::modelAboutToBeReset, this, mute);
    connect(model, &QAbstractItemModel::modelReset, this, unmute);
}

void SelectionBinder::fromView()
{
    if (m_muted) {
        return;
    }
    const QModelIndexList rows = m_view.selectionModel()->selectedRows(0);
    QList<models::EntityKey> keys;
    for (const QModelIndex& row : rows) {
        const models::EntityKey key = m_keyOf(row);
        if (key.isValid() && !keys.contains(key)) {
            keys.append(key);
        }
    }
    if (keys.isEmpty()) {
        return;
    }
    // The last one is what the inspector shows: the row the person is on.
    const models::EntityKey current = m_keyOf(m_view.currentIndex().siblingAtColumn(0));
    if (keys.removeAll(current) > 0) {
        keys.append(current);
    }
    const QScopedValueRollback<bool> guard(m_muted, true);
    m_selection.selectMany(keys);
}

void SelectionBinder::toView()
{
    if (m_muted) {
        return;
    }
    const QScopedValueRollback<bool> guard(m_muted, true);
    QItemSelection wanted;
    QModelIndex last;
    for (const models::EntityKey& key : m_selection.keys()) {
        const QModelIndex index = m_indexOf(key);
        if (index.isValid()) {
            wanted.select(index, index);
            last = index;
        }
    }
    QItemSelectionModel* selected = m_view.selectionModel();
    if (wanted.isEmpty()) {
        selected->clearSelection();
        return;
    }
    selected->select(wanted, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    selected->setCurrentIndex(last, QItemSelectionModel::NoUpdate);
}

void SelectionBinder::reveal(const models::EntityKey& key)
{
    const QModelIndex index = m_indexOf(key);
    if (index.isValid()) {
        m_view.scrollTo(index, QAbstractItemView::PositionAtCenter);
    }
}

} // namespace views
