#pragma once

#include "views/map/map_palette.h"

#include <QFont>
#include <QRectF>
#include <QString>

class QPainter;

namespace views {

/// What a map that shows nothing says, on a plate that keeps the basemap's names from showing through: why,
/// and what would change it. GUI thread.
class MapEmptyState
{
  public:
    MapEmptyState(QString title, QString hint, const QFont& font);

    /// Room the plate needs in a map so wide; lines are broken to fit.
    [[nodiscard]] QSizeF size(double mapWidth_px) const;
    /// Into a place of that size.
    void paint(QPainter& painter, const QRectF& place, const MapPalette& palette) const;

  private:
    QString m_title;
    QString m_hint;
    QFont m_titleFont;
    QFont m_hintFont;
};

} // namespace views
