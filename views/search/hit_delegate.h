#pragma once

#include "views/theme/theme.h"

#include <QStyledItemDelegate>

namespace views {

/// A hit: label, and its kind or detail dim at the right. Rows that cannot be chosen are headings.
class HitDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

  public:
    explicit HitDelegate(const Theme& theme, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

  private:
    const Theme& m_theme;
};

} // namespace views
