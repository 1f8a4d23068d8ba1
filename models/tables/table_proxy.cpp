#include "models/tables/table_proxy.h"

#include <algorithm>

namespace models {

TableProxy::TableProxy(SnapshotTable& table, EntityFilter& filter, const Language& language, QObject* parent)
    : QSortFilterProxyModel(parent)
    , m_table(table)
    , m_filter(filter)
    , m_language(language)
{
    // Values change ten times a second: rows must not jump under the pointer. `sortAgain` decides when they
    // move.
    setDynamicSortFilter(false);
    setSortRole(SortRole);
    setSourceModel(&table);
    m_resort.setSingleShot(true);
    m_resort.setInterval(1000);
    connect(&m_resort, &QTimer::timeout, this, &TableProxy::sortAgain);
    connect(&table, &QAbstractItemModel::dataChanged, this, &TableProxy::onDataChanged);
    connect(&filter, &EntityFilter::changed, this, &TableProxy::filterAgain);
    connect(&language, &Language::changed, this, [this] {
        m_sortKeys.setLocale(m_language.locale());
        filterAgain();
    });
    m_sortKeys.setLocale(language.locale());
}

EntityKey TableProxy::key(const QModelIndex& proxyIndex) const
{
    return proxyIndex.isValid() ? m_table.key(mapToSource(proxyIndex).row()) : EntityKey{};
}

QModelIndex TableProxy::indexOf(const EntityKey& key) const
{
    const int row = m_table.rowOf(key);
    return row < 0 ? QModelIndex() : mapFromSource(m_table.index(row, 0));
}

void TableProxy::setText(const QString& text)
{
    if (m_text == text) {
        return;
    }
    m_text = text;
    m_words = text.split(u' ', Qt::SkipEmptyParts);
    filterAgain();
}

/// Rows that come back are put in by the order of now, which those that stayed may not be in any more.
void TableProxy::filterAgain()
{
    invalidateFilter();
    sortAgain();
}

void TableProxy::sort(int column, Qt::SortOrder order)
{
    m_sortKeys.prepare(m_table, column);
    QSortFilterProxyModel::sort(column, order);
    m_sortKeys.clear();
}

bool TableProxy::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    return m_sortKeys.isLess(left, right, sortOrder());
}

bool TableProxy::filterAcceptsRow(int sourceRow, const QModelIndex& /*sourceParent*/) const
{
    if (!m_filter.spec().isEmpty() && !m_table.passes(m_filter, sourceRow)) {
        return false;
    }
    if (m_words.isEmpty()) {
        return true;
    }
    QString all = m_table.key(sourceRow).id;
    for (int column = 0; column < m_table.columnCount(); ++column) {
        all += u'\n' + m_table.index(sourceRow, column).data().toString();
    }
    return std::all_of(m_words.cbegin(), m_words.cend(),
                       [&](const QString& word) { return all.contains(word, Qt::CaseInsensitive); });
}

void TableProxy::onDataChanged()
{
    if (sortColumn() >= 0 && m_table.isLive(sortColumn()) && !m_resort.isActive()) {
        m_resort.start();
    }
}

void TableProxy::sortAgain()
{
    if (sortColumn() >= 0) {
        sort(sortColumn(), sortOrder());
    }
}

} // namespace models
