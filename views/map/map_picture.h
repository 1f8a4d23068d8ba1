#pragma once

#include "views/map/basemap.h"
#include "views/map/frame_items.h"
#include "views/theme/theme.h"

#include <QFont>
#include <QImage>
#include <QRectF>

#include <bitset>
#include <vector>

namespace views {

/// Parts of the map a person can switch off.
enum class MapLayer : std::uint8_t {
    Basemap,
    Labels,
    Links,
    AccessLinks,
    Flows,
    Pools,
    Sites,
    Severity,
    Residual,
    Difference
};
inline constexpr int kMapLayerCount = 10;

using MapLayers = std::bitset<kMapLayerCount>;

/// All but residuals, which take the place of the links' utilisation.
inline constexpr MapLayers kFirstMapLayers{(1ULL << kMapLayerCount) - 1 -
                                           (1ULL << static_cast<unsigned>(MapLayer::Residual))};

/// Everything a picture of the map depends on, as values: the worker shares nothing with the screen.
struct MapRequest
{
    models::MapScenePtr scene; ///< null: basemap only
    BasemapPtr basemap;        ///< null: the built-in one
    Projection projection;
    Viewport view;        ///< of the widget, logical pixels
    double margin_px = 0; ///< drawn around it, so that panning has something to show
    double devicePixelRatio = 1;
    Tokens tokens;
    QFont font;
    MapLayers layers = kFirstMapLayers;
    bool chinese = true;
    std::vector<QRectF> covered; ///< places of the widget under its own blocks: no name is put half below one
    bool graticule = false;      ///< a network outside the basemap's land
    std::uint64_t number = 0;    ///< of the request, growing
};

/// A finished picture and what stands where in it.
struct MapPicture
{
    QImage image;     ///< opaque; covers items.view
    QImage inset;     ///< null when the basemap has none
    FrameItems items; ///< items.view: the requested one, grown by the margin and put on whole pixels
    models::MapScenePtr scene;
    Projection projection;
    std::uint64_t number = 0;
    double draw_ms = 0;
    double base_ms = 0; ///< part of it spent on the basemap; 0 when it was kept
};

} // namespace views
