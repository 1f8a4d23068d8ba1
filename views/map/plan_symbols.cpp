#include "views/map/plan_symbols.h"

#include "views/map/map_palette.h"

#include <QPainter>
#include <QPainterPath>
#include <QPolygonF>

#include <algorithm>
#include <cmath>

namespace views {

namespace {

using models::PlanMark;

constexpr double kSymbol_px = 8; // half its size
constexpr double kBow = 0.18;    // of the way, aside
constexpr double kHead_px = 8;
constexpr double kFullTurn = 360 * 16; // as QPainter counts

} // namespace

void drawPlanMark(QPainter& painter, QPointF at, double radius, PlanMark mark, const QColor& colour)
{
    const double reach = radius * 0.6;
    painter.setPen(QPen(colour, std::clamp(radius * 0.25, 1.2, 2.4), Qt::SolidLine, Qt::FlatCap));
    switch (mark) {
    case PlanMark::Failed:
    case PlanMark::Removed:
        painter.drawLine(at - QPointF(reach, reach), at + QPointF(reach, reach));
        painter.drawLine(at - QPointF(reach, -reach), at + QPointF(reach, -reach));
        break;
    case PlanMark::Drained:
        for (const double aside : {-0.4, 0.4}) {
            painter.drawLine(at + QPointF(aside * reach, -reach), at + QPointF(aside * reach, reach));
        }
        break;
    case PlanMark::Degraded:
        painter.drawLine(at - QPointF(reach, -reach), at + QPointF(reach, -reach));
        break;
    case PlanMark::None:
        break;
    }
}

void drawPlanSymbol(QPainter& painter, const MapPalette& palette, QPointF at, PlanMark mark, bool isCut)
{
    QPen frame(palette.tokens.text, 1.4);
    if (mark == PlanMark::Removed) {
        frame.setDashPattern({2, 1.6});
    }
    const QRectF box(at - QPointF(kSymbol_px, kSymbol_px), QSizeF(2 * kSymbol_px, 2 * kSymbol_px));
    const auto shape = [&] {
        if (isCut) {
            painter.drawEllipse(box);
        } else {
            painter.drawRoundedRect(box, 3, 3);
        }
    };
    painter.setBrush(palette.ground);
    painter.setPen(QPen(palette.ground, 3.4)); // a casing, so that it stands apart from what lies below
    shape();
    painter.setPen(frame);
    shape();
    drawPlanMark(painter, at, kSymbol_px, mark, palette.tokens.text);
}

void drawPlanArc(QPainter& painter, const MapPalette& palette, QPointF from, QPointF to)
{
    const QPointF way = to - from;
    const double length = std::hypot(way.x(), way.y());
    if (length < 1) {
        return;
    }
    const QPointF control = (from + to) / 2 + QPointF(way.y(), -way.x()) * kBow;
    QPainterPath arc(from);
    arc.quadTo(control, to);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(palette.ground, 4, Qt::SolidLine, Qt::FlatCap));
    painter.drawPath(arc);
    painter.setPen(QPen(palette.tokens.accent, 1.8, Qt::SolidLine, Qt::FlatCap));
    painter.drawPath(arc);
    const QPointF end = to - control;
    const QPointF along = end / std::max(1e-9, std::hypot(end.x(), end.y()));
    const QPointF across(-along.y(), along.x());
    const QPointF back = to - along * kHead_px;
    painter.setPen(QPen(palette.ground, 0.8));
    painter.setBrush(palette.tokens.accent);
    painter.drawPolygon(
        QPolygonF({to, back + across * (kHead_px * 0.55), back - across * (kHead_px * 0.55)}));
}

void drawStrandedRing(QPainter& painter, const MapPalette& palette, QPointF at, double radius, double share)
{
    if (!(share > 0)) {
        return;
    }
    painter.setBrush(Qt::NoBrush);
    const QRectF box(at - QPointF(radius, radius), QSizeF(2 * radius, 2 * radius));
    const int span = static_cast<int>(std::lround(std::min(1.0, share) * kFullTurn));
    painter.setPen(QPen(palette.ground, 4, Qt::SolidLine, Qt::FlatCap));
    painter.drawArc(box, 90 * 16, -span);
    painter.setPen(QPen(palette.tokens.text, 2.2, Qt::SolidLine, Qt::FlatCap));
    painter.drawArc(box, 90 * 16, -span);
}

} // namespace views
