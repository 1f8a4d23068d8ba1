#pragma once

class QPainter;

namespace views {

struct LayerContext;

/// The mark of the worst thing that is wrong beside each pool, cluster and link; worst last. Worker thread.
void drawSeverityLayer(QPainter& painter, const LayerContext& context);

} // namespace views
