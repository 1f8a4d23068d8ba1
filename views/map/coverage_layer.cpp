#include "views/map/coverage_layer.h"

#include "views/map/disc_union.h"
#include "views/map/layer_context.h"

#include <QLocale>
#include <QPainter>
#include <QPainterPath>

#include <cmath>
#include <numbers>

namespace views {

namespace {

constexpr double kTint =
    0.07; // of the accent colour, per circle: the three are told apart, the map stays legible
constexpr double kStep_px = 6; // of the polygon an arc is drawn as
constexpr double kSmallest_px = 1;

std::vector<PlaneDisc> discsOf(const models::MapCircle& circle, const LayerContext& context,
                               const Projection& projection)
{
    std::vector<PlaneDisc> out;
    for (const models::MapCircle::Disc& disc : circle.discs) {
        const double radius = static_cast<double>(disc.radius_km) / context.kmPerPixel();
        if (radius >= kSmallest_px) {
            out.push_back({context.items.view.toScreen(projection.toPlane(disc.at)), radius});
        }
    }
    return out;
}

QPolygonF polygonOf(const PlaneDisc& disc, const DiscArc& arc)
{
    const double length = (arc.last - arc.first) * disc.radius;
    const int steps = std::max(2, static_cast<int>(std::ceil(length / kStep_px)));
    QPolygonF out;
    for (int i = 0; i <= steps; ++i) {
        const double angle = arc.first + (arc.last - arc.first) * i / steps;
        out.append(disc.centre + disc.radius * QPointF(std::cos(angle), std::sin(angle)));
    }
    return out;
}

void tint(QPainter& painter, const std::vector<PlaneDisc>& discs, const QColor& accent)
{
    QPainterPath path;
    path.setFillRule(Qt::WindingFill); // discs that overlap are covered once
    for (const PlaneDisc& disc : discs) {
        path.addEllipse(disc.centre, disc.radius, disc.radius);
    }
    QColor colour = accent;
    colour.setAlphaF(static_cast<float>(kTint));
    painter.fillPath(path, colour);
}

/// The northernmost point of the outline in the picture, for its label.
void lookForTop(const QPolygonF& line, const QRectF& frame, std::optional<QPointF>& top)
{
    for (const QPointF& point : line) {
        if (frame.contains(point) && (!top || point.y() < top->y())) {
            top = point;
        }
    }
}

void label(QPainter& painter, const LayerContext& context, QPointF at, double bound_ms)
{
    QFont font = context.font;
    font.setPixelSize(12);
    const QLocale locale(context.chinese ? QLocale::Chinese : QLocale::English);
    const QString words = locale.toString(bound_ms) + QStringLiteral(" ms");
    const QImage& image = context.sprites.sprite(words, font, context.palette.tokens.accent);
    const QSizeF size = image.deviceIndependentSize();
    painter.drawImage(QPointF((at - QPointF(size.width() / 2, size.height() / 2)).toPoint()), image);
}

void drawCircle(QPainter& painter, const LayerContext& context, const Projection& projection,
                const models::MapCircle& circle)
{
    const std::vector<PlaneDisc> discs = discsOf(circle, context, projection);
    const auto bound_ms = static_cast<double>(circle.bound_ms);
    tint(painter, discs, context.palette.tokens.accent);
    painter.setPen(coveragePen(context.palette, bound_ms));
    painter.setBrush(Qt::NoBrush);
    const QRectF frame = context.frame();
    std::optional<QPointF> top;
    for (const DiscArc& arc : outlineOf(discs)) {
        const QPolygonF line = polygonOf(discs[arc.disc], arc);
        if (line.boundingRect().intersects(frame)) {
            painter.drawPolyline(line);
            lookForTop(line, frame.adjusted(24, 12, -24, -12), top);
        }
    }
    if (top) {
        label(painter, context, *top, bound_ms);
    }
}

} // namespace

QPen coveragePen(const MapPalette& palette, double bound_ms)
{
    QPen pen(palette.tokens.accent, 1.4, Qt::SolidLine, Qt::FlatCap);
    if (bound_ms > 5) {
        pen.setDashPattern({1.2, 3});
    } else if (bound_ms > 1) {
        pen.setDashPattern({6, 4});
    }
    return pen;
}

void drawCoverageLayer(QPainter& painter, const LayerContext& context, const Projection& projection)
{
    painter.setRenderHint(QPainter::Antialiasing);
    for (const models::MapCircle& circle : context.scene.circles) {
        drawCircle(painter, context, projection, circle);
    }
}

} // namespace views
