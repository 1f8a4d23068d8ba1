#pragma once

#include "views/theme/theme.h"

#include <QStyledItemDelegate>

namespace views {

/// Paints a row of a list or tree: its text, below it dim lines (models::DetailRole), a check box where it
/// has one, a bar at the left of the one a person works on (models::UrgentRole). `theme` outlives it.
class LineDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

  public:
    explicit LineDelegate(const Theme& theme, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void setEditorData(QWidget* editor, const QModelIndex& index) const override;
    void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const override;

  protected:
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                     const QModelIndex& index) override;

  private:
    const Theme& m_theme;
};

} // namespace views
