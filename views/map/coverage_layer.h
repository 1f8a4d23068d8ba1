#pragma once

#include "views/map/map_palette.h"

#include <QPen>

class QPainter;

namespace views {

struct LayerContext;
struct Projection;

/// Latency circles: what lies within each bound is tinted, the narrower the stronger, with an outline of its
/// own stroke and the bound written on it. Under everything but the basemap. Worker thread.
void drawCoverageLayer(QPainter& painter, const LayerContext& context, const Projection& projection);

/// The outline's pen for a bound: full, dashed, dotted for up to 1, 5 and 20 ms.
[[nodiscard]] QPen coveragePen(const MapPalette& palette, double bound_ms);

} // namespace views
