#include "views/map/viewport.h"

#include <algorithm>
#include <cmath>

namespace views {

QRectF Viewport::planeRect() const
{
    return {toPlane({0, 0}), toPlane({size.width(), size.height()})};
}

Viewport Viewport::panned(QPointF delta) const
{
    Viewport out = *this;
    out.centre_km -= delta * kmPerPixel;
    return out;
}

Viewport Viewport::zoomedAt(QPointF anchor, double factor, double nearest_kmPerPixel,
                            double farthest_kmPerPixel) const
{
    Viewport out = *this;
    out.kmPerPixel = std::clamp(kmPerPixel / factor, nearest_kmPerPixel, farthest_kmPerPixel);
    out.centre_km += toPlane(anchor) - out.toPlane(anchor);
    return out;
}

Viewport Viewport::fitted(const QRectF& plane, const QMarginsF& margins) const
{
    const double width = std::max(1.0, size.width() - margins.left() - margins.right());
    const double height = std::max(1.0, size.height() - margins.top() - margins.bottom());
    Viewport out = *this;
    out.kmPerPixel = std::max({plane.width() / width, plane.height() / height, 1e-6});
    const QPointF shift{(margins.left() - margins.right()) / 2, (margins.top() - margins.bottom()) / 2};
    out.centre_km = plane.center() - shift * out.kmPerPixel;
    return out;
}

Viewport Viewport::grown(double margin) const
{
    Viewport out = *this;
    out.size += QSizeF(2 * margin, 2 * margin);
    return out;
}

Viewport Viewport::between(const Viewport& from, const Viewport& to, double part)
{
    Viewport out = to;
    out.kmPerPixel = from.kmPerPixel * std::pow(to.kmPerPixel / from.kmPerPixel, part);
    // The centre follows the scale, so that a near zoom does not rush past the target at its end.
    const double range = to.kmPerPixel - from.kmPerPixel;
    const double share =
        std::abs(range) > 1e-9 * to.kmPerPixel ? (out.kmPerPixel - from.kmPerPixel) / range : part;
    out.centre_km = from.centre_km + (to.centre_km - from.centre_km) * share;
    return out;
}

} // namespace views
