#include "models/tables/sort_keys.h"

#include "models/roles.h"

namespace models {

SortKeys::SortKeys()
{
    m_collator.setNumericMode(true);
    m_collator.setCaseSensitivity(Qt::CaseInsensitive);
}

void SortKeys::prepare(const QAbstractItemModel& model, int column)
{
    m_keys.clear();
    if (column < 0 || column >= model.columnCount()) {
        return;
    }
    const int rows = model.rowCount();
    m_keys.reserve(static_cast<std::size_t>(rows));
    for (int row = 0; row < rows; ++row) {
        m_keys.push_back(keyOf(model.index(row, column)));
    }
}

bool SortKeys::isLess(const QModelIndex& left, const QModelIndex& right, Qt::SortOrder order) const
{
    const auto l = static_cast<std::size_t>(left.row());
    const auto r = static_cast<std::size_t>(right.row());
    const bool isPrepared = l < m_keys.size() && r < m_keys.size();
    return isPrepared ? isLess(m_keys[l], m_keys[r], order) : isLess(keyOf(left), keyOf(right), order);
}

SortKeys::Key SortKeys::keyOf(const QModelIndex& index) const
{
    const QVariant value = index.data(SortRole);
    Key out;
    if (value.userType() == QMetaType::QString) {
        out.text = m_collator.sortKey(value.toString());
    } else {
        out.number = value.isValid() ? value.toDouble() : qQNaN();
    }
    return out;
}

bool SortKeys::isLess(const Key& left, const Key& right, Qt::SortOrder order)
{
    if (left.text && right.text) {
        return left.text->compare(*right.text) < 0;
    }
    const bool leftUnknown = qIsNaN(left.number);
    const bool rightUnknown = qIsNaN(right.number);
    if (leftUnknown || rightUnknown) {
        return order == Qt::AscendingOrder ? !leftUnknown && rightUnknown : leftUnknown && !rightUnknown;
    }
    return left.number < right.number;
}

} // namespace models
