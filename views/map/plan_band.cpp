#include "views/map/plan_band.h"

#include "views/map/map_palette.h"

#include <QPainter>

namespace views {

void PlanBand::paint(QPainter& painter, const MapPalette& palette) const
{
    if (!isDrawn) {
        return;
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(palette.ground, 4, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(start, end);
    QPen pen(palette.tokens.accent, 2, Qt::SolidLine, Qt::FlatCap);
    if (!isOnPlace) {
        pen.setDashPattern({4, 3});
    }
    painter.setPen(pen);
    painter.drawLine(start, end);
    painter.setPen(QPen(palette.tokens.accent, 2));
    painter.drawEllipse(start, 7, 7);
    if (isOnPlace) {
        painter.drawEllipse(end, 9, 9);
    }
    painter.restore();
}

} // namespace views
