#include "views/map/flow_layer.h"

#include "views/map/layer_context.h"
#include "views/map/line_geometry.h"

#include <QPainter>
#include <QPolygonF>

#include <algorithm>
#include <cmath>
#include <map>

namespace views {

namespace {

constexpr double kAside_px = 3; // right of the way, over the direction it uses
constexpr double kArrowPitch_px = 52;

struct Leg
{
    twin::Position from;
    twin::Position to;
    double rate_gbps = 0;
    bool ofSelection = false;
};

std::vector<Leg> mergedLegs(const models::MapScene& scene)
{
    using Key = std::tuple<std::int32_t, std::int32_t, std::int32_t, std::int32_t>;
    std::map<Key, Leg> legs;
    for (const models::MapFlowLeg& part : scene.flows) {
        Leg& leg = legs[{part.from.lonE6, part.from.latE6, part.to.lonE6, part.to.latE6}];
        leg.from = part.from;
        leg.to = part.to;
        leg.rate_gbps += static_cast<double>(part.rate_gbps);
        leg.ofSelection = leg.ofSelection || part.ofSelection;
    }
    std::vector<Leg> out;
    out.reserve(legs.size());
    for (const auto& [key, leg] : legs) {
        out.push_back(leg);
    }
    std::ranges::stable_sort(out, {},
                             [](const Leg& leg) { return std::pair(leg.ofSelection, leg.rate_gbps); });
    return out;
}

/// Half the length of an arrow head: a little more for each factor of ten.
double arrowSize_px(double rate_gbps)
{
    return std::clamp(1.6 + 0.9 * std::log10(1 + std::max(0.0, rate_gbps)), 2.2, 5.5);
}

QLineF asideOf(QPointF a, QPointF b)
{
    const QPointF way = b - a;
    const double length = std::max(1e-9, std::hypot(way.x(), way.y()));
    const QPointF right = QPointF(-way.y(), way.x()) / length * kAside_px;
    return {a + right, b + right};
}

void drawArrows(QPainter& painter, const QLineF& line, double size, const QRectF& frame)
{
    QList<QLineF> places; // each dash carries an arrow: its own direction and middle
    appendDashes(places, line, 2, kArrowPitch_px, frame);
    for (const QLineF& place : places) {
        const QPointF way = QPointF(place.dx(), place.dy()) / std::max(1e-9, place.length());
        const QPointF across(-way.y(), way.x());
        const QPointF middle = place.center();
        const QPointF back = middle - way * size;
        painter.drawPolygon(QPolygonF({middle + way * size * 1.2, back + across * size * 0.8,
                                       back + way * size * 0.5, back - across * size * 0.8}));
    }
}

} // namespace

void drawFlowLayer(QPainter& painter, const LayerContext& context, const Projection& projection)
{
    painter.setRenderHint(QPainter::Antialiasing);
    const MapPalette& palette = context.palette;
    const QRectF frame = context.frame();
    for (const Leg& leg : mergedLegs(context.scene)) {
        const QLineF line = asideOf(context.items.view.toScreen(projection.toPlane(leg.from)),
                                    context.items.view.toScreen(projection.toPlane(leg.to)));
        if (!clippedLine(line, frame) || line.length() < 6) {
            continue;
        }
        const double size = arrowSize_px(leg.rate_gbps);
        const QColor colour =
            leg.ofSelection ? palette.tokens.accent : context.emphasised(palette.tokens.text, false);
        if (leg.ofSelection) {
            painter.setPen(QPen(colour, size * 0.5, Qt::SolidLine, Qt::FlatCap));
            painter.drawLine(line);
        }
        painter.setPen(QPen(palette.ground, 0.8));
        painter.setBrush(colour);
        drawArrows(painter, line, size, frame);
    }
}

} // namespace views
