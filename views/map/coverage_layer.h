#pragma once

#include "views/map/map_palette.h"

#include <QPen>
#include <QPointF>

#include <vector>

class QPainter;

namespace views {

struct LayerContext;
struct Projection;

/// Where the bound of a circle is to be written, in the picture.
struct CoverageLabel
{
    QPointF at;
    double bound_ms = 0;
};

/// Latency circles: what lies within each bound is tinted, the narrower the stronger, with an outline of its
/// own stroke. Under everything but the basemap. Worker thread.
/// @return where their labels belong; none for an outline that is not in the picture
[[nodiscard]] std::vector<CoverageLabel> drawCoverageLayer(QPainter& painter, const LayerContext& context,
                                                           const Projection& projection);

/// The bounds, over links and under pools.
void drawCoverageLabels(QPainter& painter, const LayerContext& context,
                        const std::vector<CoverageLabel>& labels);

/// The outline's pen for a bound: full, dashed, dotted for up to 1, 5 and 20 ms.
[[nodiscard]] QPen coveragePen(const MapPalette& palette, double bound_ms);

} // namespace views
