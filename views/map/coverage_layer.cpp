#include "views/map/coverage_layer.h"

#include "views/map/disc_union.h"
#include "views/map/layer_context.h"

#include <QLocale>
#include <QPainter>
#include <QPainterPath>

#include <cmath>
#include <optional>

namespace views {

namespace {

constexpr double kTint =
    0.07; // of the accent colour, per circle: the three are told apart, the map stays legible
constexpr double kOff_px = 0.1; // how far the polygon an arc is drawn as may be off the arc
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
    const double step = std::sqrt(8 * kOff_px / disc.radius);
    const int steps = std::max(2, static_cast<int>(std::ceil((arc.last - arc.first) / step)));
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

/// The pieces of a line that come near the frame: what is far outside is not stroked, dash by dash.
std::vector<QPolygonF> piecesNear(const QPolygonF& line, const QRectF& frame)
{
    std::vector<QPolygonF> out;
    bool isGoingOn = false;
    for (qsizetype i = 0; i + 1 < line.size(); ++i) {
        const QRectF box = QRectF(line[i], line[i + 1]).normalized().adjusted(-1, -1, 1, 1);
        const bool isNear = box.intersects(frame);
        if (isNear && !isGoingOn) {
            out.push_back({line[i]});
        }
        if (isNear) {
            out.back().append(line[i + 1]);
        }
        isGoingOn = isNear;
    }
    return out;
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

std::optional<QPointF> drawCircle(QPainter& painter, const LayerContext& context,
                                  const Projection& projection, const models::MapCircle& circle)
{
    const std::vector<PlaneDisc> discs = discsOf(circle, context, projection);
    tint(painter, discs, context.palette.tokens.accent);
    painter.setPen(coveragePen(context.palette, static_cast<double>(circle.bound_ms)));
    painter.setBrush(Qt::NoBrush);
    const QRectF frame = context.frame();
    std::optional<QPointF> top;
    for (const DiscArc& arc : outlineOf(discs)) {
        for (const QPolygonF& piece : piecesNear(polygonOf(discs[arc.disc], arc), frame)) {
            painter.drawPolyline(piece);
            lookForTop(piece, frame.adjusted(24, 12, -24, -12), top);
        }
    }
    return top;
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

std::vector<CoverageLabel> drawCoverageLayer(QPainter& painter, const LayerContext& context,
                                             const Projection& projection)
{
    painter.setRenderHint(QPainter::Antialiasing);
    std::vector<CoverageLabel> labels;
    for (const models::MapCircle& circle : context.scene.circles) {
        if (const auto top = drawCircle(painter, context, projection, circle)) {
            labels.push_back({*top, static_cast<double>(circle.bound_ms)});
        }
    }
    return labels;
}

void drawCoverageLabels(QPainter& painter, const LayerContext& context,
                        const std::vector<CoverageLabel>& labels)
{
    QFont font = context.font;
    font.setPixelSize(12);
    const QLocale locale(context.chinese ? QLocale::Chinese : QLocale::English);
    for (const CoverageLabel& label : labels) {
        const QString words = locale.toString(label.bound_ms) + QStringLiteral(" ms");
        const QImage& image = context.sprites.sprite(words, font, context.palette.tokens.accent);
        const QSizeF size = image.deviceIndependentSize();
        const QPointF corner = label.at - QPointF(size.width() / 2, size.height() / 2);
        painter.drawImage(QPointF(corner.toPoint()), image);
    }
}

} // namespace views
