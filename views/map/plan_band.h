#pragma once

#include "models/selection/entity_key.h"

#include <QPointF>

class QPainter;

namespace views {

struct MapPalette;

/// What is drawn out of a place while a plan is edited by hand: a rubber band to the pointer. GUI thread.
struct PlanBand
{
    models::EntityKey from;
    QPointF start;          ///< of the widget: where that place stands
    QPointF pressed;        ///< where the button went down
    QPointF end;            ///< where the pointer is, or the place below it
    bool isDrawn = false;   ///< the pointer went far enough to mean it
    bool isOnPlace = false; ///< letting go here does something

    void paint(QPainter& painter, const MapPalette& palette) const;
};

} // namespace views
