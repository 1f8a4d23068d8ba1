#pragma once

#include "models/filter/entity_filter.h"
#include "models/tables/snapshot_table.h"
#include "models/tables/sort_keys.h"

#include <QSortFilterProxyModel>
#include <QTimer>

namespace models {

/// Sorts and filters one table: by SortRole (text in the language's order), a text over all columns and the
/// console's filter. Rows keep their place between sorts: a live sort column is sorted again at most once a
/// second. GUI thread.
class TableProxy final : public QSortFilterProxyModel
{
    Q_OBJECT

  public:
    /// `table`, `filter` and `language` outlive the proxy.
    TableProxy(SnapshotTable& table, EntityFilter& filter, const Language& language,
               QObject* parent = nullptr);

    [[nodiscard]] SnapshotTable& table() const { return m_table; }

    [[nodiscard]] const QString& text() const { return m_text; }

    [[nodiscard]] EntityKey key(const QModelIndex& proxyIndex) const;
    /// Index of column 0 of the row of a key; invalid if it is filtered out or absent.
    [[nodiscard]] QModelIndex indexOf(const EntityKey& key) const;

    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

  public Q_SLOTS:
    /// Rows with this text in any column (case-insensitive; several words must all be found).
    void setText(const QString& text);

  protected:
    [[nodiscard]] bool filterAcceptsRow(int sourceRow, const QModelIndex& sourceParent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

  private:
    void onDataChanged();
    void sortAgain();
    void filterAgain();

    SnapshotTable& m_table;
    EntityFilter& m_filter;
    const Language& m_language;
    QString m_text;
    QStringList m_words;
    SortKeys m_sortKeys;
    QTimer m_resort;
};

} // namespace models
