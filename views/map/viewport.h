#pragma once

#include <QMarginsF>
#include <QPointF>
#include <QRectF>
#include <QSizeF>

namespace views {

/// Which part of the projection's plane a rectangle of the screen shows. Screen points are logical pixels
/// from the top left, plane points kilometres. Plain values: every change gives a new one.
struct Viewport
{
    QPointF centre_km;
    double kmPerPixel = 6;
    QSizeF size{1, 1};

    [[nodiscard]] QPointF toScreen(QPointF plane_km) const
    {
        return {(plane_km.x() - centre_km.x()) / kmPerPixel + size.width() / 2,
                (plane_km.y() - centre_km.y()) / kmPerPixel + size.height() / 2};
    }

    [[nodiscard]] QPointF toPlane(QPointF screen) const
    {
        return {centre_km.x() + (screen.x() - size.width() / 2) * kmPerPixel,
                centre_km.y() + (screen.y() - size.height() / 2) * kmPerPixel};
    }

    /// What is in sight, in the plane.
    [[nodiscard]] QRectF planeRect() const;
    /// The picture moves by `delta` pixels (what was under the cursor stays under it).
    [[nodiscard]] Viewport panned(QPointF delta) const;
    /// `factor` > 1 comes nearer; the place under `anchor` stays there. Scales stay within the two bounds.
    [[nodiscard]] Viewport zoomedAt(QPointF anchor, double factor, double nearest_kmPerPixel,
                                    double farthest_kmPerPixel) const;
    /// The same size, showing all of `plane` within the margins (pixels), centred in what they leave.
    [[nodiscard]] Viewport fitted(const QRectF& plane, const QMarginsF& margins) const;
    /// Larger by `margin` pixels on each side, same centre and scale.
    [[nodiscard]] Viewport grown(double margin) const;
    /// Between two viewports of the same size: scale moves geometrically, so the flight looks even.
    [[nodiscard]] static Viewport between(const Viewport& from, const Viewport& to, double part);

    friend bool operator==(const Viewport&, const Viewport&) = default;
};

} // namespace views
