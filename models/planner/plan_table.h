#pragma once

#include "models/format/format.h"
#include "models/language/language.h"
#include "models/selection/entity_key.h"
#include "models/tables/sort_keys.h"

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>

#include <functional>
#include <vector>

namespace models {

/// One cell of a plan table.
struct PlanCell
{
    QString text;
    QString unit;        ///< drawn dim
    QVariant sort;       ///< double or QString; invalid: not known, last in any order
    double ratio = -1;   ///< of a bar; < 0 = none
    bool isKnown = true; ///< false: drawn faint

    [[nodiscard]] static PlanCell of(const QString& text) { return {text, {}, text}; }

    [[nodiscard]] static PlanCell of(const format::Quantity& quantity, double value)
    {
        return {quantity.number, quantity.unit, value};
    }

    [[nodiscard]] static PlanCell unknown() { return {format::unknown(), {}, {}, -1, false}; }
};

struct PlanColumn
{
    const char* title = nullptr; ///< source text, context models::PlanTable
    bool isNumber = false;
};

/// Rows as they stand; cells are made when they are looked at.
struct PlanRows
{
    int count = 0;
    std::function<PlanCell(int row, int column)> cell;
    std::function<EntityKey(int row)> key; ///< may be empty: rows stand for nothing that can be selected
};

/// A table of what comes of a scenario: columns fixed, rows handed over whole. Rows that stand for the same
/// entities as before stay, so that a selection and the place in the table outlive an edit. GUI thread.
class PlanTable final : public QAbstractTableModel
{
    Q_OBJECT

  public:
    explicit PlanTable(std::vector<PlanColumn> columns, QObject* parent = nullptr);

    void setRows(PlanRows rows);
    /// Titles anew; the rows are handed over again by who made them.
    void retranslate();

    [[nodiscard]] EntityKey key(int row) const;
    /// -1 when there is no row for it.
    [[nodiscard]] int rowOf(const EntityKey& key) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

  private:
    [[nodiscard]] bool isNumber(int column) const;
    [[nodiscard]] std::vector<EntityKey> keysOf(const PlanRows& rows) const;

    std::vector<PlanColumn> m_columns;
    PlanRows m_rows;
    std::vector<EntityKey> m_keys; ///< by row; empty without any
};

/// A plan table sorted and filtered by all words of a text. Values that are not known come last in both
/// orders. Without a sort column rows stand as the engine gave them, the most first. GUI thread.
class PlanProxy final : public QSortFilterProxyModel
{
    Q_OBJECT

  public:
    /// `table` and `language` outlive the proxy.
    PlanProxy(PlanTable& table, const Language& language, QObject* parent = nullptr);

    [[nodiscard]] PlanTable& table() const { return m_table; }

    [[nodiscard]] EntityKey key(const QModelIndex& proxyIndex) const;
    [[nodiscard]] QModelIndex indexOf(const EntityKey& key) const;
    void setText(const QString& text);
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

  protected:
    [[nodiscard]] bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;
    [[nodiscard]] bool filterAcceptsRow(int sourceRow, const QModelIndex& sourceParent) const override;

  private:
    PlanTable& m_table;
    QStringList m_words;
    SortKeys m_sortKeys;
};

} // namespace models
