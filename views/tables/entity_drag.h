#pragma once

#include <QObject>
#include <QPersistentModelIndex>
#include <QPoint>

class QAbstractItemView;

namespace views {

/// Lets a selected job be dragged out of a table, e.g. onto a pool on the map. Rows that are not selected
/// are selected by dragging, as ever. GUI thread.
class EntityDrag final : public QObject
{
    Q_OBJECT

  public:
    /// `view` is the parent.
    explicit EntityDrag(QAbstractItemView& view);

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    QAbstractItemView& m_view;
    QPersistentModelIndex m_pressed; ///< a selected job, while the button is down on it
    QPoint m_at;
};

} // namespace views
