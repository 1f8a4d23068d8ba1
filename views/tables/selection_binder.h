#pragma once

#include "models/selection/selection.h"

#include <QAbstractItemView>
#include <QObject>

#include <functional>

namespace views {

/// Keeps the selected rows of one view and the console's selection equal. The view's model is set before. GUI
/// thread.
class SelectionBinder final : public QObject
{
    Q_OBJECT

  public:
    using KeyOf = std::function<models::EntityKey(const QModelIndex&)>;
    using IndexOf = std::function<QModelIndex(const models::EntityKey&)>;

    /// `view` is the parent; `selection` outlives it.
    SelectionBinder(QAbstractItemView& view, models::Selection& selection, KeyOf keyOf, IndexOf indexOf);

    /// Brings a row into sight, if it is here.
    void reveal(const models::EntityKey& key);

  private:
    void fromView();
    void toView();
    void watchModel();

    QAbstractItemView& m_view;
    models::Selection& m_selection;
    KeyOf m_keyOf;
    IndexOf m_indexOf;
    bool m_muted = false;
};

} // namespace views
