#include "views/map/pool_layer.h"

#include "views/map/layer_context.h"

#include <QPainter>

#include <algorithm>

namespace views {

namespace {

using models::MarkState;

constexpr double kCasing_px = 1.2;
constexpr double kClusterRing_px = 2.6;
constexpr double kSmallestClusterRing_px = 8.5; // room for a count

struct DiscColours
{
    QColor fill;
    QColor ring;
    QColor land;
};

DiscColours coloursOf(const MapPalette& palette, const PoolMark& mark, bool dimmed)
{
    const QColor ramp = palette.ramp(static_cast<double>(mark.utilisation));
    const bool outlined = palette.needsOutline(static_cast<double>(mark.utilisation));
    DiscColours out{palette.tokens.land, palette.tokens.dim, palette.tokens.land};
    switch (mark.state) {
    case MarkState::Normal:
        out.fill = ramp;
        out.ring = outlined ? palette.tokens.dim : ramp;
        break;
    case MarkState::Stale:
        out.fill = MapPalette::desaturated(ramp);
        break;
    case MarkState::Down:
        out.ring = palette.tokens.text;
        break;
    case MarkState::Unknown:
    case MarkState::Planned:
        break;
    }
    if (dimmed) {
        out.fill = palette.dimmed(out.fill);
        out.ring = palette.dimmed(out.ring);
    }
    return out;
}

void drawCross(QPainter& painter, const PoolMark& mark)
{
    const double reach = mark.radius * 0.62;
    painter.drawLine(mark.at - QPointF(reach, reach), mark.at + QPointF(reach, reach));
    painter.drawLine(mark.at - QPointF(reach, -reach), mark.at + QPointF(reach, -reach));
}

void drawDisc(QPainter& painter, const PoolMark& mark, const DiscColours& colours, const QColor& ground)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawEllipse(mark.at, mark.radius + kCasing_px, mark.radius + kCasing_px);
    painter.setBrush(colours.fill);
    QPen ring(colours.ring, 1.1);
    if (mark.state == MarkState::Planned) {
        ring.setDashPattern({2.2, 1.8});
    }
    painter.setPen(ring);
    painter.drawEllipse(mark.at, mark.radius - 0.5, mark.radius - 0.5);
    if (mark.state == MarkState::Stale) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(QBrush(colours.land, Qt::BDiagPattern));
        painter.drawEllipse(mark.at, mark.radius - 0.5, mark.radius - 0.5);
    }
    if (mark.state == MarkState::Down) {
        painter.setPen(QPen(colours.ring, 1.2));
        drawCross(painter, mark);
    }
}

void drawRing(QPainter& painter, QPointF at, double radius, const QColor& colour, double width)
{
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, width));
    painter.drawEllipse(at, radius, radius);
}

/// A second ring, wide enough for the count. Where the disc is so small that the count hides it, the ring
/// says the utilisation instead.
void drawClusterRing(QPainter& painter, const PoolMark& mark, const DiscColours& colours,
                     const QColor& ground, const QColor& plain)
{
    const double radius = std::max(mark.radius + kClusterRing_px, kSmallestClusterRing_px);
    const bool hidden =
        mark.radius + kClusterRing_px < kSmallestClusterRing_px && mark.state == MarkState::Normal;
    painter.setPen(QPen(hidden ? colours.fill : plain, hidden ? 1.8 : 0.9));
    painter.setBrush(ground);
    painter.drawEllipse(mark.at, radius, radius);
}

void drawCount(QPainter& painter, const LayerContext& context, const PoolMark& mark, bool dimmed)
{
    QFont font = context.font;
    font.setPixelSize(mark.radius > 16 ? 12 : 10);
    const QColor& text = context.palette.tokens.text;
    const QImage& image = context.sprites.sprite(QString::number(mark.count), font,
                                                 dimmed ? context.palette.dimmed(text) : text);
    const QSizeF size = image.deviceIndependentSize();
    painter.drawImage(mark.at - QPointF(size.width() / 2, size.height() / 2), image);
}

} // namespace

void drawPoolDisc(QPainter& painter, const MapPalette& palette, const PoolMark& mark)
{
    drawDisc(painter, mark, coloursOf(palette, mark, false), palette.ground);
}

void drawPoolLayer(QPainter& painter, const LayerContext& context)
{
    painter.setRenderHint(QPainter::Antialiasing);
    const MapPalette& palette = context.palette;
    for (const PoolMark& mark : context.items.pools) {
        const bool isOthersTurn = context.scene.hasSelection || context.difference != nullptr;
        const bool dimmed = isOthersTurn && !mark.selected && !mark.isNear;
        const DiscColours colours = coloursOf(palette, mark, dimmed);
        if (mark.count > 1) {
            drawClusterRing(painter, mark, colours, palette.ground,
                            context.emphasised(palette.tokens.dim, !dimmed));
        }
        drawDisc(painter, mark, colours, palette.ground);
        if (mark.selected) {
            drawRing(painter, mark.at, mark.radius + 3, palette.tokens.accent, 2);
        }
        if (mark.count > 1) {
            drawCount(painter, context, mark, dimmed);
        }
    }
}

} // namespace views
