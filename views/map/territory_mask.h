#pragma once

#include <QImage>
#include <QPolygonF>

#include <vector>

namespace views {

/// Where the territory is, as a coarse picture: tells borders inside it from its outer edge even where two
/// provinces' lines do not share their points. About a thousandth of the territory's length per pixel.
class TerritoryMask
{
  public:
    explicit TerritoryMask(const std::vector<QPolygonF>& rings);

    /// Whether there is territory on both sides of the middle of this edge.
    [[nodiscard]] bool isInside(QPointF from, QPointF to) const;

  private:
    [[nodiscard]] bool isLand(QPointF plane) const;

    QImage m_image;
    QPointF m_origin;
    double m_perPixel = 1; ///< length of the plane one pixel stands for
};

} // namespace views
