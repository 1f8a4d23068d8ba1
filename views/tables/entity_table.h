#pragma once

#include "models/selection/entity_key.h"
#include "views/view_context.h"

#include <QSet>
#include <QTableView>
#include <QTimer>

namespace views {

class EmptyState;

/// A dense table of entities: whole rows, sortable, own cell painting, a context menu for the entity, and an
/// empty state over it. Double click and Enter reveal the entity. Without a selected row the first arrow key
/// takes the row it stands on. Columns of numbers widen when what they show no longer fits, unless a person
/// has set their width.
class EntityTable final : public QTableView
{
    Q_OBJECT

  public:
    explicit EntityTable(const ViewContext& context, QWidget* parent = nullptr);

    void setModel(QAbstractItemModel* model) override;

    /// Column widths by content, of an empty table by its titles; what a person has set stays.
    void fitColumns();

    /// No column is fitted wider. @param width in pixels
    void setWidestFit(int width) { m_widestFit = width; }

    /// Shows the text over the table while it is not empty.
    void setEmptyText(const QString& title, const QString& explanation, QAction* action);

  Q_SIGNALS:
    void entityActivated(const models::EntityKey& key);

  protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void rowsAboutToBeRemoved(const QModelIndex& parent, int start, int end) override;

  private:
    [[nodiscard]] models::EntityKey keyAt(const QModelIndex& index) const;
    void widenNumbers();
    [[nodiscard]] int neededWidth(int column, int firstRow, int lastRow) const;

    const ViewContext& m_context;
    EmptyState* m_empty;
    QTimer m_widen;           ///< looks once for all the changes of a while
    QSet<int> m_widthsByHand; ///< columns
    int m_widestFit = 320;
};

} // namespace views
