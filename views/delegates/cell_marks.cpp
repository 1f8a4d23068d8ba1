#include "views/delegates/cell_delegate.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace views {

void paintRatioBar(QPainter& painter, const QRectF& rect, double ratio, BarLook look, const Tokens& tokens)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(Qt::NoPen);
    if (look.isKnown) {
        painter.fillRect(rect, tokens.bg2);
        const double filled = rect.width() * std::clamp(std::isnan(ratio) ? 0.0 : ratio, 0.0, 1.0);
        const QRectF part(rect.left(), rect.top(), filled, rect.height());
        if (look.isStale) {
            painter.fillRect(part, QBrush(tokens.dim, Qt::BDiagPattern));
        } else {
            painter.fillRect(part, look.isLoad ? tokens.utilisation(ratio) : tokens.accent);
        }
    }
    painter.setPen(QPen(tokens.line, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(rect);
    painter.restore();
}

void paintSparkline(QPainter& painter, const QRectF& rect, const QList<float>& points, const Tokens& tokens)
{
    if (points.isEmpty()) { // being read
        painter.setPen(tokens.dim);
        painter.drawText(rect, Qt::AlignCenter, QStringLiteral("…"));
        return;
    }
    float top = 1;
    bool isKnown = false;
    for (const float value : points) {
        if (!std::isnan(value)) {
            top = std::max(top, value);
            isKnown = true;
        }
    }
    if (points.size() < 2 || !isKnown) {
        return;
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(tokens.dim, 1));
    const double step = rect.width() / double(points.size() - 1);
    QPainterPath path;
    bool drawing = false;
    for (qsizetype i = 0; i < points.size(); ++i) {
        if (std::isnan(points[i])) {
            drawing = false;
            continue;
        }
        const QPointF at(rect.left() + step * double(i),
                         rect.bottom() - rect.height() * double(points[i] / top));
        if (drawing) {
            path.lineTo(at);
        } else {
            path.moveTo(at);
        }
        drawing = true;
    }
    painter.drawPath(path);
    painter.restore();
}

} // namespace views
