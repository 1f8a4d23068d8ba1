#include "views/theme/theme.h"

#include <QPainter>
#include <QPolygonF>

#include <algorithm>

namespace views {

using twin::state::Severity;

QString severityMark(Severity severity)
{
    switch (severity) {
    case Severity::Critical:
        return QStringLiteral("◆C");
    case Severity::Major:
        return QStringLiteral("▲M");
    case Severity::Minor:
        return QStringLiteral("■m");
    case Severity::Warning:
        return QStringLiteral("●W");
    case Severity::Indeterminate:
        return QStringLiteral("○?");
    case Severity::Cleared:
        break;
    }
    return QStringLiteral("✓");
}

void paintSeverityShape(QPainter& painter, const QRectF& rect, Severity severity, const Tokens& tokens)
{
    const double side = std::min({rect.width(), rect.height(), 12.0});
    const QPointF c = rect.center();
    const double h = side / 2;
    const QColor colour = tokens.severity(severity);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(tokens.isOutlined(severity) ? QPen(tokens.text, 1) : QPen(Qt::NoPen));
    painter.setBrush(colour);
    switch (severity) {
    case Severity::Critical:
        painter.drawPolygon(
            QPolygonF{{c.x(), c.y() - h}, {c.x() + h, c.y()}, {c.x(), c.y() + h}, {c.x() - h, c.y()}});
        break;
    case Severity::Major:
        painter.drawPolygon(
            QPolygonF{{c.x(), c.y() - h}, {c.x() + h, c.y() + h * 0.8}, {c.x() - h, c.y() + h * 0.8}});
        break;
    case Severity::Minor:
        painter.drawRect(QRectF(c.x() - h * 0.8, c.y() - h * 0.8, side * 0.8, side * 0.8));
        break;
    case Severity::Warning:
        painter.drawEllipse(c, h * 0.85, h * 0.85);
        break;
    case Severity::Indeterminate:
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colour, 1.5));
        painter.drawEllipse(c, h * 0.8, h * 0.8);
        break;
    case Severity::Cleared:
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colour, 2));
        painter.drawPolyline(QPolygonF{{c.x() - h * 0.7, c.y()},
                                       {c.x() - h * 0.1, c.y() + h * 0.6},
                                       {c.x() + h * 0.8, c.y() - h * 0.6}});
        break;
    }
    painter.restore();
}

} // namespace views
