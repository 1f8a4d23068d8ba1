#pragma once

class QPainter;

namespace views {

struct LayerContext;
struct Projection;

/// Paths between two places: the one looked at as a full line with arrow heads, its backup dashed, others
/// thin. Over links, under sites and pools. Worker thread.
void drawPathLayer(QPainter& painter, const LayerContext& context, const Projection& projection);

} // namespace views
