#pragma once

#include "views/theme/theme.h"

#include <QHeaderView>

namespace views {

/// A flat header row: dim titles that end in "…" when there is no room (the whole title is the tool tip),
/// numbers' titles to the right, a small arrow at the sorted column.
class PlainHeader final : public QHeaderView
{
    Q_OBJECT

  public:
    explicit PlainHeader(const Theme& theme, QWidget* parent = nullptr);

  protected:
    void paintSection(QPainter* painter, const QRect& rect, int logicalIndex) const override;

  private:
    const Theme& m_theme;
};

} // namespace views
