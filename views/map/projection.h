#pragma once

#include "twin/support/geography.h"
#include "twin/support/position.h"

#include <QPointF>
#include <QRectF>

namespace views {

/// A box of degrees. `west` > `east` is empty; boxes across the 180th meridian are not represented.
struct GeoBounds
{
    double west = 1;
    double south = 1;
    double east = -1;
    double north = -1;

    [[nodiscard]] bool isEmpty() const { return west > east || south > north; }

    void extend(double lon_deg, double lat_deg);

    void extend(twin::Position p) { extend(p.lon(), p.lat()); }

    [[nodiscard]] bool contains(twin::Position p) const;
    [[nodiscard]] bool intersects(const GeoBounds& other) const;

    friend bool operator==(const GeoBounds&, const GeoBounds&) = default;
};

/// Albers equal-area conic on the sphere of equal area, so that circles and areas compare over the whole
/// country. Plane coordinates are kilometres, x east, y down (south). Source: Snyder, Map Projections (USGS
/// 1395), 14.
struct Projection
{
    /// Parallels 25 N and 47 N, meridian 105 E: the usual frame of Chinese national maps.
    [[nodiscard]] static Projection china();
    /// Parallels a sixth inside the box, its middle meridian. Boxes around the equator take a nearly
    /// cylindrical cone. Precondition: not empty.
    [[nodiscard]] static Projection forBounds(const GeoBounds& bounds);

    [[nodiscard]] QPointF toPlane(twin::Position p) const { return project(p.lon(), p.lat()); }

    [[nodiscard]] QPointF toPlane(twin::GeoPoint p) const { return project(p.lon, p.lat); }

    /// The inverse; places beyond the poles' arcs come back as the nearest pole.
    [[nodiscard]] twin::Position toGeo(QPointF plane_km) const;
    /// The plane's box around the projected outline of `bounds` (its edges are arcs). Empty for empty bounds.
    [[nodiscard]] QRectF toPlane(const GeoBounds& bounds) const;

    friend bool operator==(const Projection&, const Projection&) = default;

  private:
    [[nodiscard]] static Projection albers(double parallel1_deg, double parallel2_deg, double meridian_deg,
                                           double originLat_deg);
    [[nodiscard]] QPointF project(double lon_deg, double lat_deg) const;

    double m_meridian_deg = 0;
    double m_cone = 0;     ///< n, Snyder 14-6
    double m_constant = 0; ///< C, Snyder 14-5
    double m_rho0_km = 0;  ///< Snyder 14-3a
};

} // namespace views
