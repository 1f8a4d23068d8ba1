#include "views/map/basemap_layer.h"

#include <QImage>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace views {

namespace {

constexpr double kIslet_px = 1.1;

QTransform toScreen(const Viewport& view)
{
    const double scale = 1 / view.kmPerPixel;
    const QPointF origin = view.toScreen({0, 0});
    return {scale, 0, 0, scale, origin.x(), origin.y()};
}

void fillLand(QPainter& painter, const std::vector<BaseShape>& shapes, const QRectF& seen,
              const QTransform& map)
{
    QPainterPath path; // odd-even over all rings, so that lakes and the country's own place stay open
    path.setFillRule(Qt::OddEvenFill);
    for (const BaseShape& shape : shapes) {
        if (shape.box.intersects(seen)) {
            path.addPolygon(map.map(shape.points));
            path.closeSubpath();
        }
    }
    painter.drawPath(path);
}

QPolygonF outlineOf(const GeoBounds& box, const Projection& projection, const Viewport& view)
{
    constexpr int kPieces = 24;
    QPolygonF outline;
    const auto edge = [&](double lon0, double lat0, double lon1, double lat1) {
        for (int i = 0; i < kPieces; ++i) {
            const double part = static_cast<double>(i) / kPieces;
            const auto at =
                twin::Position::fromDegrees(std::lerp(lat0, lat1, part), std::lerp(lon0, lon1, part));
            outline.append(view.toScreen(projection.toPlane(at)));
        }
    };
    edge(box.west, box.south, box.east, box.south);
    edge(box.east, box.south, box.east, box.north);
    edge(box.east, box.north, box.west, box.north);
    edge(box.west, box.north, box.west, box.south);
    return outline;
}

/// The neighbouring land ends where its data does, not where the world does: it fades into the ground towards
/// the edges of its box, instead of ending in a ruled line. Rings between nested boxes, each pixel veiled
/// once.
void fadeEdges(QPainter& painter, const BaseGeometry& geometry, const MapPalette& palette,
               const Viewport& view)
{
    constexpr int kRings = 24;
    const GeoBounds& land = geometry.map()->land;
    const GeoBounds& territory = geometry.map()->territory;
    const auto boxAt = [&](double part) { // 0 outside the land, 1 the territory, over which nothing is veiled
        constexpr double kBeyond_deg = 0.3;
        return GeoBounds{std::lerp(land.west - kBeyond_deg, territory.west, part),
                         std::lerp(std::max(-89.0, land.south - kBeyond_deg), territory.south, part),
                         std::lerp(land.east + kBeyond_deg, territory.east, part),
                         std::lerp(std::min(89.0, land.north + kBeyond_deg), territory.north, part)};
    };
    painter.setRenderHint(QPainter::Antialiasing, false); // rings that touch must neither overlap nor gape
    painter.setPen(Qt::NoPen);
    QPolygonF outer = outlineOf(boxAt(0), geometry.projection(), view);
    for (int i = 1; i <= kRings; ++i) {
        const double part = static_cast<double>(i) / kRings;
        const QPolygonF inner = outlineOf(boxAt(part), geometry.projection(), view);
        QPainterPath ring; // odd-even by default
        ring.addPolygon(outer);
        ring.closeSubpath();
        ring.addPolygon(inner);
        ring.closeSubpath();
        QColor veil = palette.ground;
        veil.setAlphaF(static_cast<float>((1 - part) * (1 - part) * 0.6 + (1 - part) * 0.4));
        painter.setBrush(veil);
        painter.drawPath(ring);
        outer = inner;
    }
    painter.setRenderHint(QPainter::Antialiasing);
}

void fillShapes(QPainter& painter, const std::vector<BaseShape>& shapes, const QRectF& seen,
                const QTransform& map)
{
    for (const BaseShape& shape : shapes) {
        if (shape.box.intersects(seen)) {
            painter.drawPolygon(map.map(shape.points));
        }
    }
}

void strokeShapes(QPainter& painter, const std::vector<BaseShape>& shapes, const QRectF& seen,
                  const QTransform& map)
{
    for (const BaseShape& shape : shapes) {
        if (shape.box.adjusted(-1, -1, 1, 1).intersects(seen)) {
            painter.drawPolyline(map.map(shape.points));
        }
    }
}

QPen borderPen(const QColor& colour, double width)
{
    return {colour, width, Qt::SolidLine, Qt::FlatCap, Qt::BevelJoin};
}

void drawParallels(QPainter& painter, const Projection& projection, const Viewport& view, double step)
{
    constexpr int kPieces = 24;
    const auto drawLine = [&](twin::Position from, twin::Position to) {
        QPolygonF line;
        for (int i = 0; i <= kPieces; ++i) {
            const double part = static_cast<double>(i) / kPieces;
            const auto at = twin::Position::fromDegrees(std::lerp(from.lat(), to.lat(), part),
                                                        std::lerp(from.lon(), to.lon(), part));
            line.append(view.toScreen(projection.toPlane(at)));
        }
        painter.drawPolyline(line);
    };
    for (double lat = -80; lat <= 80; lat += step) {
        for (double lon = -180; lon < 180; lon += 10) {
            drawLine(twin::Position::fromDegrees(lat, lon), twin::Position::fromDegrees(lat, lon + 10));
        }
    }
    for (double lon = -180; lon < 180; lon += step) {
        drawLine(twin::Position::fromDegrees(-80, lon), twin::Position::fromDegrees(80, lon));
    }
}

void drawShapes(QPainter& painter, BaseGeometry& geometry, const MapPalette& palette, const Viewport& view)
{
    const BaseShapes& shapes = geometry.atScale(view.kmPerPixel);
    const QTransform map = toScreen(view);
    const QRectF seen = view.planeRect();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette.foreignLand);
    fillLand(painter, shapes.land, seen, map);
    if (!shapes.land.empty()) {
        fadeEdges(painter, geometry, palette, view);
    }
    painter.setBrush(palette.tokens.land);
    fillShapes(painter, shapes.territory, seen, map);
    painter.setBrush(palette.coast);
    for (const QPointF islet : shapes.islets) {
        painter.drawEllipse(map.map(islet), kIslet_px, kIslet_px);
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(borderPen(palette.tokens.line, 0.9));
    strokeShapes(painter, shapes.innerBorders, seen, map);
    painter.setPen(borderPen(palette.coast, 1.1));
    strokeShapes(painter, shapes.outerBorders, seen, map);
    painter.setPen(borderPen(palette.boundary, 1.6));
    strokeShapes(painter, shapes.boundaries, seen, map);
}

} // namespace

void drawBasemapLayer(QPainter& painter, BaseGeometry& geometry, const MapPalette& palette,
                      const Viewport& view, bool graticule)
{
    painter.fillRect(QRectF(QPointF(0, 0), view.size), palette.ground);
    if (graticule) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(borderPen(mixed(palette.ground, palette.tokens.line, 0.6), 0.8));
        drawParallels(painter, geometry.projection(), view,
                      view.kmPerPixel > 3     ? 10
                      : view.kmPerPixel > 0.6 ? 5
                                              : 1);
    }
    drawShapes(painter, geometry, palette, view);
}

QImage drawInset(BaseGeometry& geometry, const MapPalette& palette, double devicePixelRatio)
{
    const QRectF plane = geometry.projection().toPlane(geometry.map()->inset);
    if (plane.isEmpty()) {
        return {};
    }
    Viewport view;
    view.size = {std::ceil(kInsetHeight_px * plane.width() / plane.height()), kInsetHeight_px};
    view = view.fitted(plane, QMarginsF());
    QImage image((view.size * devicePixelRatio).toSize(), QImage::Format_RGB32);
    image.setDevicePixelRatio(devicePixelRatio);
    QPainter painter(&image);
    drawBasemapLayer(painter, geometry, palette, view, false);
    painter.setPen(borderPen(palette.coast, 1));
    painter.setBrush(Qt::NoBrush);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.drawRect(QRectF(0, 0, view.size.width() - 1, view.size.height() - 1));
    return image;
}

} // namespace views
