#pragma once

#include "views/map/hit_test.h"
#include "views/map/hover_card.h"
#include "views/map/map_corner.h"
#include "views/map/map_empty_state.h"
#include "views/map/map_legend.h"
#include "views/map/map_navigation.h"
#include "views/map/map_overlays.h"
#include "views/map/map_renderer.h"
#include "views/map/map_widget.h"
#include "views/map/plan_band.h"

#include <QPointer>

#include <optional>
#include <vector>

namespace views {

/// What the widget is made of; its members are one per concern, this only joins them. GUI thread.
struct MapWidget::Impl
{
    Impl(MapWidget& widget, Theme& usedTheme, models::Selection& usedSelection);

    /// Asks the worker for what should be on the screen now; remembered while the widget is hidden.
    void requestPicture();
    void showNewestPicture();
    [[nodiscard]] MapRequest makeRequest();
    void rebuildStyle();

    [[nodiscard]] QPointF toPicture(QPointF position) const;
    [[nodiscard]] std::optional<MapHit> hit(QPointF position) const;
    [[nodiscard]] QList<models::EntityKey> keys(const MapHit& hit) const;

    void updateHover(QPointF position);
    void clearHover();
    [[nodiscard]] QString hoverTextOf(const MapHit& hit) const;
    /// Of what the scenario adds there, drawn over all but sites and pools; empty: nothing.
    [[nodiscard]] QString additionTextAt(QPointF position, const std::optional<MapHit>& below) const;

    void click(QPointF position, Qt::KeyboardModifiers modifiers);
    void finishBox();
    [[nodiscard]] twin::Position geoAt(QPointF position) const;
    /// The pool or site there; invalid for anything else, and for several pools drawn as one.
    [[nodiscard]] models::EntityKey placeAt(QPointF position) const;
    /// Takes hold of the place there while a plan is edited; false when there is none.
    [[nodiscard]] bool beginBand(QPointF position);
    void drawBand(QPointF position);
    void finishBand(QPointF position);
    void reveal(const models::EntityKey& key);
    /// Flies to the entity to be revealed if the scene has a place for it.
    [[nodiscard]] bool flyToRevealed();

    [[nodiscard]] MapOverlays overlays() const;
    /// Of the widget, by legend, corner and the words of an empty map.
    [[nodiscard]] std::vector<QRectF> coveredByOverlays() const;
    void foldLegend(bool folded);
    void paintPicture(QPainter& painter) const;
    void paintOverlays(QPainter& painter);
    /// Nothing if the map has something to show.
    [[nodiscard]] std::optional<MapEmptyState> emptyState() const;
    void paintEmptyState(QPainter& painter) const;
    [[nodiscard]] LegendDifference legendDifference() const;
    void paintBox(QPainter& painter) const;

    MapWidget& q;
    Theme& theme;
    models::Selection& selection;
    MapRenderer renderer;
    MapNavigation navigation;
    MapPalette palette;
    MapLegend legend;
    std::vector<QRectF> covered;      ///< as the newest request says
    std::optional<bool> legendChoice; ///< folded or not, once somebody chose; until then its room decides
    MapCorner corner;
    HoverCard card;
    BasemapPtr basemap;
    models::MapScenePtr scene;
    std::unique_ptr<MapPicture> picture;
    KeyOf keyOf;
    HoverText hoverText;
    AdditionText additionText;
    QString emptyHint;
    MapLayers layers = kFirstMapLayers;
    MapFrameStats stats;
    std::uint64_t requested = 0;
    bool chinese = false;
    bool requestDue = true;

    std::optional<QPointF> pressed; ///< where the left button went down
    QPointF lastMouse;
    bool dragging = false;
    bool planMode = false;
    std::optional<PlanBand> band; ///< drawn out of a place, while planMode
    bool boxing = false;
    bool keyboardFocus = false;
    models::EntityKey revealing;
    int revealAttempts = 0;
};

} // namespace views
