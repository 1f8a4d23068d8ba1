#pragma once

#include "models/tables/table_proxy.h"
#include "views/view_context.h"

#include <QWidget>

class QLabel;
class QLineEdit;

namespace views {

class EntityTable;
class SelectionBinder;

/// What a table says when its source has no rows at all.
struct TableEmptyText
{
    QString title;
    QString explanation;
};

/// One of the bottom tables over its proxy, with its filter box and count (placed in the dock's title bar). A
/// hidden panel's table rests.
class TablePanel final : public QWidget
{
    Q_OBJECT

  public:
    using EmptyText = TableEmptyText (*)();

    /// `name` is the fixed name for layout and settings.
    TablePanel(const ViewContext& context, models::TableProxy& proxy, const QString& name,
               EmptyText emptyText, QWidget* parent = nullptr);

    [[nodiscard]] EntityTable& table() { return *m_table; }

    [[nodiscard]] models::TableProxy& proxy() { return m_proxy; }

    [[nodiscard]] QLineEdit* filterBox() { return m_filter; }

    [[nodiscard]] QLabel* countLabel() { return m_count; }

    void setActive(bool active);
    void retranslate();
    void saveHeader() const;
    /// Columns as first seen.
    void resetHeader();
    /// The first sorting, until the person chooses another.
    void setDefaultSort(int column, Qt::SortOrder order);

  private:
    void restoreHeader();
    void update();
    [[nodiscard]] QString headerKey() const;

    const ViewContext& m_context;
    models::TableProxy& m_proxy;
    EmptyText m_emptyText;
    EntityTable* m_table;
    QLineEdit* m_filter;
    QLabel* m_count;
    int m_sortColumn = -1;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
    bool m_fitted = false;
    bool m_updatePending = false;
};

} // namespace views
