#pragma once

namespace views {

class SegmentRaster;
struct LayerContext;

/// Links: the two directions side by side with flat caps, each coloured by its own utilisation. Stale ones
/// lose colour and are hatched, unknown ones hollow, planned ones dashed, those that are down hollow with
/// crosses. The busiest and the selected are drawn last. With context.residuals each direction has the colour
/// of its residual instead, and those furthest off are drawn last. Worker thread.
void drawLinkLayer(SegmentRaster& raster, const LayerContext& context);

} // namespace views
