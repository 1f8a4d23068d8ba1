#pragma once

#include "models/geo/map_scene.h"
#include "views/map/basemap.h"
#include "views/map/projection.h"
#include "views/map/viewport.h"

#include <QObject>
#include <QVariantAnimation>

namespace views {

/// Where the map looks: projection, viewport and flights. Until somebody moves it, it keeps everything in
/// sight. GUI thread.
class MapNavigation final : public QObject
{
    Q_OBJECT

  public:
    explicit MapNavigation(QObject* parent = nullptr);

    [[nodiscard]] const Viewport& view() const { return m_view; }

    [[nodiscard]] const Projection& projection() const { return m_projection; }

    /// The network lies outside the basemap's territory: it has a projection of its own, and no inset.
    [[nodiscard]] bool isForeign() const { return m_foreign; }

    /// The South China Sea inset is due: the country is in sight as a whole, its south sea is not.
    [[nodiscard]] bool wantsInset() const;

    void setBasemap(BasemapPtr map);
    /// Chooses the projection for where the scene's sites and pools are. True if it changed.
    bool followScene(const models::MapScene& scene);
    /// `legendWidth_px`: kept free at the left where that costs no scale.
    void resize(QSizeF size, double legendWidth_px);

    void setReducedMotion(bool reduced) { m_reducedMotion = reduced; }

    void fit();
    void pan(QPointF delta);
    void zoomAt(QPointF anchor, double factor);
    /// Brings a box of the plane into sight, at least `nearest` km per pixel, in 300 ms (at once with reduced
    /// motion).
    void flyTo(const QRectF& plane_km, double nearest_kmPerPixel);

  Q_SIGNALS:
    void viewChanged();

  private:
    [[nodiscard]] Viewport fitted(const QRectF& plane) const;
    [[nodiscard]] Viewport home() const;
    void setView(const Viewport& view);
    void stopFlight();

    BasemapPtr m_map;
    Projection m_projection = Projection::china();
    Viewport m_view;
    GeoBounds m_sceneBounds; ///< of a foreign scene
    double m_legendWidth_px = 0;
    double m_home_kmPerPixel = 6;
    bool m_foreign = false;
    bool m_untouched = true;
    bool m_reducedMotion = false;
    Viewport m_from;
    Viewport m_to;
    QVariantAnimation m_flight;
};

} // namespace views
