#include "views/map/projection.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace views {

namespace {

constexpr double kRadius_km = 6371.0072; // authalic radius of WGS-84
constexpr double kRadians = std::numbers::pi / 180;
constexpr double kSmallestCone = 0.02; // below it the apex is so far away that the inverse loses digits
constexpr int kEdgeSteps = 16;

double wrappedDegrees(double lon_deg)
{
    return std::remainder(lon_deg, 360.0);
}

} // namespace

void GeoBounds::extend(double lon_deg, double lat_deg)
{
    if (isEmpty()) {
        *this = {lon_deg, lat_deg, lon_deg, lat_deg};
        return;
    }
    west = std::min(west, lon_deg);
    east = std::max(east, lon_deg);
    south = std::min(south, lat_deg);
    north = std::max(north, lat_deg);
}

bool GeoBounds::contains(twin::Position p) const
{
    return p.lon() >= west && p.lon() <= east && p.lat() >= south && p.lat() <= north;
}

bool GeoBounds::intersects(const GeoBounds& other) const
{
    return !isEmpty() && !other.isEmpty() && west <= other.east && other.west <= east &&
           south <= other.north && other.south <= north;
}

Projection Projection::albers(double parallel1_deg, double parallel2_deg, double meridian_deg,
                              double originLat_deg)
{
    const double sin1 = std::sin(parallel1_deg * kRadians);
    const double sin2 = std::sin(parallel2_deg * kRadians);
    const double cos1 = std::cos(parallel1_deg * kRadians);
    Projection out;
    out.m_meridian_deg = meridian_deg;
    out.m_cone = (sin1 + sin2) / 2;
    if (std::abs(out.m_cone) < kSmallestCone) {
        out.m_cone = std::copysign(kSmallestCone, out.m_cone);
    }
    out.m_constant = cos1 * cos1 + 2 * out.m_cone * sin1;
    const double under = out.m_constant - 2 * out.m_cone * std::sin(originLat_deg * kRadians);
    out.m_rho0_km = kRadius_km * std::sqrt(std::max(0.0, under)) / out.m_cone;
    return out;
}

Projection Projection::china()
{
    return albers(25, 47, 105, 36);
}

Projection Projection::forBounds(const GeoBounds& bounds)
{
    const double height = bounds.north - bounds.south;
    return albers(bounds.south + height / 6, bounds.north - height / 6, (bounds.west + bounds.east) / 2,
                  (bounds.south + bounds.north) / 2);
}

QPointF Projection::project(double lon_deg, double lat_deg) const
{
    const double theta = m_cone * wrappedDegrees(lon_deg - m_meridian_deg) * kRadians;
    const double under = m_constant - 2 * m_cone * std::sin(lat_deg * kRadians);
    const double rho = kRadius_km * std::sqrt(std::max(0.0, under)) / m_cone;
    return {rho * std::sin(theta), rho * std::cos(theta) - m_rho0_km};
}

twin::Position Projection::toGeo(QPointF plane_km) const
{
    const double sign = std::copysign(1.0, m_cone);
    const double down = m_rho0_km + plane_km.y();
    const double rho = std::hypot(plane_km.x(), down);
    const double theta = std::atan2(sign * plane_km.x(), sign * down);
    const double scaled = rho * m_cone / kRadius_km;
    const double sine = std::clamp((m_constant - scaled * scaled) / (2 * m_cone), -1.0, 1.0);
    return twin::Position::fromDegrees(std::asin(sine) / kRadians,
                                       wrappedDegrees(m_meridian_deg + theta / m_cone / kRadians));
}

QRectF Projection::toPlane(const GeoBounds& bounds) const
{
    if (bounds.isEmpty()) {
        return {};
    }
    QPointF low = project(bounds.west, bounds.south);
    QPointF high = low;
    const auto include = [&](double lon, double lat) {
        const QPointF p = project(lon, lat);
        low = {std::min(low.x(), p.x()), std::min(low.y(), p.y())};
        high = {std::max(high.x(), p.x()), std::max(high.y(), p.y())};
    };
    for (int i = 0; i <= kEdgeSteps; ++i) {
        const double part = static_cast<double>(i) / kEdgeSteps;
        const double lon = std::lerp(bounds.west, bounds.east, part);
        const double lat = std::lerp(bounds.south, bounds.north, part);
        include(lon, bounds.south);
        include(lon, bounds.north);
        include(bounds.west, lat);
        include(bounds.east, lat);
    }
    return {low, high};
}

} // namespace views
