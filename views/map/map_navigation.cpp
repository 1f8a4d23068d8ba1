#include "views/map/map_navigation.h"

#include <algorithm>
#include <cmath>

namespace views {

namespace {

constexpr int kFlight_ms = 300;
constexpr double kMargin_px = 22;
constexpr double kNearest_kmPerPixel = 0.02;
constexpr double kFarthestOverHome = 2.5;
constexpr double kInsetUntil =
    0.62; // of the home scale: nearer, a part of the country is shown, not the country
constexpr double kFullFitWorth = 1.12; // a fit that much smaller is taken to show all in one frame
constexpr std::size_t kSamples = 64;

/// Calls `visit` with up to `most` positions of the scene, evenly spread; all of them for 0.
template <typename Visit> void forPositions(const models::MapScene& scene, std::size_t most, Visit visit)
{
    const std::size_t all = scene.pools.size() + scene.sites.size();
    const std::size_t step = most > 0 ? std::max<std::size_t>(1, all / most) : 1;
    for (std::size_t i = 0; i < all; i += step) {
        visit(i < scene.pools.size() ? scene.pools[i].position
                                     : scene.sites[i - scene.pools.size()].position);
    }
}

bool isForeignTo(const GeoBounds& territory, const models::MapScene& scene)
{
    int inside = 0;
    int outside = 0;
    forPositions(scene, kSamples, [&](twin::Position p) { ++(territory.contains(p) ? inside : outside); });
    return outside > inside;
}

GeoBounds boundsOf(const models::MapScene& scene)
{
    GeoBounds out;
    forPositions(scene, 0, [&](twin::Position p) { out.extend(p); });
    // A network of one place, or along one line, still needs an area.
    constexpr double kLeast_deg = 0.5;
    out.extend(out.west - kLeast_deg, std::max(-85.0, out.south - kLeast_deg));
    out.extend(out.east + kLeast_deg, std::min(85.0, out.north + kLeast_deg));
    return out;
}

} // namespace

MapNavigation::MapNavigation(QObject* parent)
    : QObject(parent)
    , m_map(defaultBasemap())
{
    m_flight.setDuration(kFlight_ms);
    m_flight.setStartValue(0.0);
    m_flight.setEndValue(1.0);
    m_flight.setEasingCurve(QEasingCurve::InOutCubic);
    connect(&m_flight, &QVariantAnimation::valueChanged, this,
            [this](const QVariant& part) { setView(Viewport::between(m_from, m_to, part.toDouble())); });
}

bool MapNavigation::wantsInset() const
{
    if (m_foreign || m_map->inset.isEmpty() || m_view.kmPerPixel < kInsetUntil * m_home_kmPerPixel) {
        return false;
    }
    return !m_view.planeRect().contains(m_projection.toPlane(m_map->inset));
}

void MapNavigation::setBasemap(BasemapPtr map)
{
    m_map = std::move(map);
    if (m_untouched) {
        fit();
    }
}

bool MapNavigation::followScene(const models::MapScene& scene)
{
    if (scene.pools.empty() && scene.sites.empty()) {
        return false;
    }
    const bool foreign = isForeignTo(m_map->territory, scene);
    const GeoBounds bounds = foreign ? boundsOf(scene) : GeoBounds();
    if (foreign == m_foreign && bounds == m_sceneBounds) {
        return false;
    }
    m_foreign = foreign;
    m_sceneBounds = bounds;
    m_projection = foreign ? Projection::forBounds(bounds) : Projection::china();
    m_untouched = true;
    fit();
    return true;
}

void MapNavigation::resize(QSizeF size, double legendWidth_px)
{
    stopFlight();
    m_legendWidth_px = legendWidth_px;
    Viewport next = m_view;
    next.size = {std::max(1.0, size.width()), std::max(1.0, size.height())};
    m_view.size = next.size;
    m_home_kmPerPixel = home().kmPerPixel;
    setView(m_untouched ? home() : next);
}

Viewport MapNavigation::fitted(const QRectF& plane) const
{
    const QMarginsF plain(kMargin_px, kMargin_px, kMargin_px, kMargin_px);
    QMarginsF beside = plain;
    beside.setLeft(kMargin_px + m_legendWidth_px);
    const Viewport narrow = m_view.fitted(plane, beside);
    const Viewport whole = m_view.fitted(plane, plain);
    return narrow.kmPerPixel <= whole.kmPerPixel * 1.001 ? narrow : whole;
}

Viewport MapNavigation::home() const
{
    if (m_foreign) {
        return fitted(m_projection.toPlane(m_sceneBounds));
    }
    const Viewport all = fitted(m_projection.toPlane(m_map->territory));
    if (m_map->mainFrame.isEmpty() || m_map->inset.isEmpty()) {
        return all;
    }
    const Viewport main = fitted(m_projection.toPlane(m_map->mainFrame));
    return all.kmPerPixel <= kFullFitWorth * main.kmPerPixel ? all : main;
}

void MapNavigation::fit()
{
    const Viewport target = home();
    m_home_kmPerPixel = target.kmPerPixel;
    stopFlight();
    m_untouched = true;
    setView(target);
}

void MapNavigation::pan(QPointF delta)
{
    stopFlight();
    m_untouched = false;
    setView(m_view.panned(delta));
}

void MapNavigation::zoomAt(QPointF anchor, double factor)
{
    stopFlight();
    m_untouched = false;
    setView(m_view.zoomedAt(anchor, factor, kNearest_kmPerPixel, m_home_kmPerPixel * kFarthestOverHome));
}

void MapNavigation::flyTo(const QRectF& plane_km, double nearest_kmPerPixel)
{
    stopFlight();
    m_untouched = false;
    const double side = std::min(m_view.size.width(), m_view.size.height()) / 5;
    m_from = m_view;
    m_to = m_view.fitted(plane_km, QMarginsF(side, side, side, side));
    // Already near enough: only the middle moves.
    const double near = std::min(m_view.kmPerPixel, nearest_kmPerPixel);
    m_to.kmPerPixel = std::clamp(m_to.kmPerPixel, near, m_home_kmPerPixel);
    m_to.centre_km = plane_km.center();
    if (m_reducedMotion) {
        setView(m_to);
    } else {
        m_flight.start();
    }
}

void MapNavigation::setView(const Viewport& view)
{
    if (!(view == m_view)) {
        m_view = view;
    }
    Q_EMIT viewChanged();
}

void MapNavigation::stopFlight()
{
    m_flight.stop();
}

} // namespace views
