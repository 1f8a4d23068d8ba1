#pragma once

class QPainter;

namespace views {

struct LayerContext;
struct Projection;

/// The highlighted flows: arrow heads along each leg, larger for larger rates, legs shared by several flows
/// once with their sum. Legs of the selection also get a line in the accent colour. Worker thread.
void drawFlowLayer(QPainter& painter, const LayerContext& context, const Projection& projection);

} // namespace views
