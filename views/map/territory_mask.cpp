#include "views/map/territory_mask.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace views {

namespace {

constexpr double kPixels = 1024;
constexpr double kAside_px = 1.6; // far enough to leave the gap between two lines that do not meet

} // namespace

TerritoryMask::TerritoryMask(const std::vector<QPolygonF>& rings)
{
    QRectF box;
    for (const QPolygonF& ring : rings) {
        box |= ring.boundingRect();
    }
    m_perPixel = std::max({box.width(), box.height(), 1e-6}) / kPixels;
    const double margin = 4 * m_perPixel;
    m_origin = box.topLeft() - QPointF(margin, margin);
    const QSize size(static_cast<int>(std::ceil((box.width() + 2 * margin) / m_perPixel)),
                     static_cast<int>(std::ceil((box.height() + 2 * margin) / m_perPixel)));
    m_image = QImage(size, QImage::Format_Grayscale8);
    m_image.fill(0);
    QPainter painter(&m_image);
    painter.scale(1 / m_perPixel, 1 / m_perPixel);
    painter.translate(-m_origin);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Qt::white);
    for (const QPolygonF& ring : rings) {
        painter.drawPolygon(ring);
    }
}

bool TerritoryMask::isLand(QPointF plane) const
{
    const QPoint at = ((plane - m_origin) / m_perPixel).toPoint();
    return m_image.rect().contains(at) && m_image.constScanLine(at.y())[at.x()] > 0;
}

bool TerritoryMask::isInside(QPointF from, QPointF to) const
{
    const QPointF way = to - from;
    const double length = std::max(1e-9, std::hypot(way.x(), way.y()));
    const QPointF aside = QPointF(-way.y(), way.x()) / length * (kAside_px * m_perPixel);
    const QPointF middle = (from + to) / 2;
    return isLand(middle + aside) && isLand(middle - aside);
}

} // namespace views
