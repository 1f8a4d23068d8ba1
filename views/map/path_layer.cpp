#include "views/map/path_layer.h"

#include "views/map/layer_context.h"
#include "views/map/line_geometry.h"

#include <QPainter>
#include <QPolygonF>

#include <cmath>

namespace views {

namespace {

using models::MapPathLeg;
using Rank = MapPathLeg::Rank;

constexpr double kAside_px = 4; // right of the way: the link's own marks stay in sight
constexpr double kBackupAside_px = 8;
constexpr double kDash_px = 9;
constexpr double kDashPitch_px = 14;
constexpr double kArrowPitch_px = 46;

struct Look
{
    double width = 0;
    double casing = 0;
    double aside = 0;
    bool isDashed = false;
};

Look lookOf(Rank rank)
{
    switch (rank) {
    case Rank::Shown:
        return {3, 6, kAside_px, false};
    case Rank::Backup:
        return {2.4, 5, kBackupAside_px, true};
    case Rank::Other:
        break;
    }
    return {1.2, 0, kAside_px, false};
}

QLineF asideOf(QPointF a, QPointF b, double aside)
{
    const QPointF way = b - a;
    const double length = std::max(1e-9, std::hypot(way.x(), way.y()));
    const QPointF right = QPointF(-way.y(), way.x()) / length * aside;
    return {a + right, b + right};
}

void drawArrows(QPainter& painter, const QLineF& line, const QColor& colour, const QRectF& frame)
{
    QList<QLineF> places;
    appendDashes(places, line, 2, kArrowPitch_px, frame);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    for (const QLineF& place : places) {
        const QPointF way = QPointF(place.dx(), place.dy()) / std::max(1e-9, place.length());
        const QPointF across(-way.y(), way.x());
        const QPointF middle = place.center();
        painter.drawPolygon(
            QPolygonF({middle + way * 7, middle - way * 4 + across * 5, middle - way * 4 - across * 5}));
    }
}

void drawLeg(QPainter& painter, const LayerContext& context, const QLineF& line, const Look& look)
{
    const MapPalette& palette = context.palette;
    if (look.casing > 0) {
        painter.setPen(QPen(palette.ground, look.casing, Qt::SolidLine, Qt::FlatCap));
        painter.drawLine(line);
    }
    painter.setPen(QPen(palette.tokens.accent, look.width, Qt::SolidLine, Qt::FlatCap));
    if (look.isDashed) {
        QList<QLineF> dashes;
        appendDashes(dashes, line, kDash_px, kDashPitch_px, context.frame());
        painter.drawLines(dashes);
    } else {
        painter.drawLine(line);
    }
}

} // namespace

void drawPathLayer(QPainter& painter, const LayerContext& context, const Projection& projection)
{
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF frame = context.frame();
    for (const MapPathLeg& leg : context.scene.paths) {
        const Look look = lookOf(leg.rank);
        const QLineF line = asideOf(context.items.view.toScreen(projection.toPlane(leg.from)),
                                    context.items.view.toScreen(projection.toPlane(leg.to)), look.aside);
        if (!clippedLine(line, frame)) {
            continue;
        }
        drawLeg(painter, context, line, look);
        if (leg.rank == Rank::Shown) {
            drawArrows(painter, line, context.palette.tokens.accent, frame);
        }
    }
}

} // namespace views
