#pragma once

class QPainter;

namespace views {

struct Basemap;
struct LayerContext;
struct Projection;

/// Names of sites and provinces: by importance, never on each other or on large pools; a site's name tries
/// four places around it. Worker thread.
void drawLabelLayer(QPainter& painter, const LayerContext& context, const Basemap& map,
                    const Projection& projection, bool provinces);

} // namespace views
