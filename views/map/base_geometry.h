#pragma once

#include "views/map/basemap.h"

#include <QPolygonF>

#include <map>
#include <vector>

namespace views {

/// A line or ring of the plane (km) with its box, so that what is out of sight is skipped.
struct BaseShape
{
    QPolygonF points;
    QRectF box;
};

/// A basemap at one level of detail.
struct BaseShapes
{
    std::vector<BaseShape> land;         ///< rings, odd-even
    std::vector<BaseShape> territory;    ///< rings, each filled
    std::vector<BaseShape> innerBorders; ///< between two provinces, each once
    std::vector<BaseShape> outerBorders; ///< coast and frontier
    std::vector<BaseShape> boundaries;   ///< dash line
    std::vector<QPointF> islets;         ///< territory smaller than a pixel: still shown, as dots
};

/// A basemap in a projection, simplified per zoom octave so that a picture costs what it shows. Worker
/// thread.
class BaseGeometry
{
  public:
    BaseGeometry(BasemapPtr map, const Projection& projection);

    [[nodiscard]] const BasemapPtr& map() const { return m_map; }

    [[nodiscard]] const Projection& projection() const { return m_projection; }

    /// Detail good to half a pixel at this scale; made on first use (about 10 ms), then kept.
    [[nodiscard]] const BaseShapes& atScale(double kmPerPixel);

  private:
    [[nodiscard]] BaseShapes simplified(double tolerance_km) const;

    BasemapPtr m_map;
    Projection m_projection;
    BaseShapes m_full;
    std::map<int, BaseShapes> m_levels; ///< by floor(log2(kmPerPixel))
};

/// Douglas-Peucker: a part of `line` no farther than `tolerance` from it, ends kept. Cost: n log n on maps.
[[nodiscard]] QPolygonF simplifiedLine(const QPolygonF& line, double tolerance);

} // namespace views
