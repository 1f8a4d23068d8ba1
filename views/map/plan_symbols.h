#pragma once

#include "models/geo/map_difference.h"

#include <QPointF>

class QColor;
class QPainter;

namespace views {

struct MapPalette;

/// What a scenario did at a place, told by shape: × failed, ‖ drained, / degraded, × in a dashed frame
/// removed. Round where a conduit is cut, square elsewhere. Centred at `at`.
void drawPlanSymbol(QPainter& painter, const MapPalette& palette, QPointF at, models::PlanMark mark,
                    bool isCut);

/// The same shape without a frame, over a disc of that radius; nothing for None.
void drawPlanMark(QPainter& painter, QPointF at, double radius, models::PlanMark mark, const QColor& colour);

/// A bow from place to place with an arrow head at its end.
void drawPlanArc(QPainter& painter, const MapPalette& palette, QPointF from, QPointF to);

/// The part of a pool's compute that is stranded, clockwise from the top of a ring around it.
void drawStrandedRing(QPainter& painter, const MapPalette& palette, QPointF at, double radius, double share);

} // namespace views
