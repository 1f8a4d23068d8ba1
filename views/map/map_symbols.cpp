#include "views/map/map_symbols.h"

#include "views/map/map_palette.h"

#include <QFont>
#include <QPainter>
#include <QPolygonF>

#include <algorithm>
#include <cmath>

namespace views {

namespace {

using twin::state::Severity;

constexpr double kReference_kmPerPixel = 4; // the whole country in a full-HD window
constexpr double kPoolRadius_px = 7.5;      // of 1 EFLOPS there
constexpr double kSmallestRadius_px = 2.8;
constexpr double kLargestRadius_px = 40;
constexpr double kAccessFrom_kmPerPixel = 1.3;

double gain(double kmPerPixel, double power, double low, double high)
{
    return std::clamp(std::pow(kReference_kmPerPixel / kmPerPixel, power), low, high);
}

QPolygonF shapeOf(Severity severity)
{
    switch (severity) {
    case Severity::Critical:
        return QPolygonF({{0, -1.15}, {1.15, 0}, {0, 1.15}, {-1.15, 0}});
    case Severity::Major:
        return QPolygonF({{0, -1.3}, {1.3, 0.95}, {-1.3, 0.95}});
    case Severity::Minor:
        return QPolygonF({{-0.9, -0.9}, {0.9, -0.9}, {0.9, 0.9}, {-0.9, 0.9}});
    default:
        return {}; // circles
    }
}

QString letterOf(Severity severity)
{
    switch (severity) {
    case Severity::Critical:
        return QStringLiteral("C");
    case Severity::Major:
        return QStringLiteral("M");
    case Severity::Minor:
        return QStringLiteral("m");
    case Severity::Warning:
        return QStringLiteral("W");
    default:
        return QStringLiteral("?");
    }
}

void drawLetter(QPainter& painter, Severity severity, QPointF at, double size_px, const QColor& colour)
{
    QFont font = painter.font();
    font.setPixelSize(static_cast<int>(std::lround(size_px)));
    font.setBold(true);
    painter.setFont(font);
    painter.setPen(colour);
    const double drop = severity == Severity::Major ? 0.22 * size_px : 0; // a triangle's middle is low
    const QRectF box(at.x() - size_px, at.y() - size_px + drop, 2 * size_px, 2 * size_px);
    painter.drawText(box, Qt::AlignCenter, letterOf(severity));
}

} // namespace

double poolRadius_px(double eflops, double kmPerPixel)
{
    const double size = kPoolRadius_px * std::sqrt(std::max(0.0, eflops)) * gain(kmPerPixel, 0.3, 0.75, 2.4);
    return std::clamp(size, kSmallestRadius_px, kLargestRadius_px);
}

double linkWidth_px(double capacity_tbps, double kmPerPixel)
{
    const double size = 0.55 + 0.52 * std::sqrt(std::max(0.0, capacity_tbps));
    return std::clamp(size * gain(kmPerPixel, 0.25, 0.75, 2.0), 0.8, 6.0);
}

bool showsAccessLinks(double kmPerPixel)
{
    return kmPerPixel <= kAccessFrom_kmPerPixel;
}

double clusterDistance_px(double kmPerPixel)
{
    return kmPerPixel > 1 ? 26 : kmPerPixel > 0.25 ? 16 : 8;
}

void drawSeverityMark(QPainter& painter, const MapPalette& palette, Severity severity, QPointF at,
                      double scale)
{
    if (severity == Severity::Cleared) {
        return;
    }
    const double half = kSeverityMarkSize_px / 2 * scale;
    const bool hollow = severity == Severity::Indeterminate;
    const QColor colour = palette.tokens.severity(severity);
    const bool outlined = palette.tokens.isOutlined(severity);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(hollow     ? colour
                        : outlined ? palette.tokens.text
                                   : palette.ground,
                        hollow ? 1.6 : 1.2));
    painter.setBrush(hollow ? palette.ground : colour);
    if (const QPolygonF shape = shapeOf(severity); !shape.isEmpty()) {
        painter.drawPolygon(QTransform::fromTranslate(at.x(), at.y()).scale(half, half).map(shape));
    } else {
        painter.drawEllipse(at, half, half);
    }
    const bool darkLetter =
        contrastRatio(colour, palette.tokens.bg0) > contrastRatio(colour, palette.tokens.text);
    const QColor letter = darkLetter ? palette.tokens.bg0 : palette.tokens.text;
    drawLetter(painter, severity, at, 9 * scale, hollow ? colour : letter);
    painter.restore();
}

} // namespace views
