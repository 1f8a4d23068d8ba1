#pragma once

class QPainter;

namespace views {

struct LayerContext;

/// Links: the two directions side by side with flat caps, each coloured by its own utilisation. Stale ones lose
/// colour and are hatched, unknown ones hollow, planned ones dashed, those that are down hollow with crosses.
/// The busiest and the selected are drawn last. Worker thread.
void drawLinkLayer(QPainter& painter, const LayerContext& context);

} // namespace views
