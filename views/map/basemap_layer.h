#pragma once

#include "views/map/base_geometry.h"
#include "views/map/map_palette.h"
#include "views/map/viewport.h"

#include <QImage>

class QPainter;

namespace views {

/// Ground, neighbouring land, provinces, borders and dash line; fills the whole picture. `graticule`: also
/// the degree net, for networks outside every land shape the basemap has. Worker thread; 5-15 ms at
/// 1920×1080.
void drawBasemapLayer(QPainter& painter, BaseGeometry& geometry, const MapPalette& palette,
                      const Viewport& view, bool graticule);

/// The inset: the same in a frame of its own size, borders lighter. Worker thread.
[[nodiscard]] QImage drawInset(BaseGeometry& geometry, const MapPalette& palette, double devicePixelRatio);

/// Height of the inset in logical pixels; its width follows from its bounds.
inline constexpr double kInsetHeight_px = 176;

} // namespace views
