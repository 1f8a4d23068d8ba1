#include "views/map/map_corner.h"

#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace views {

namespace {

constexpr double kLine_px = 16;
constexpr double kBarHeight_px = 24;
constexpr double kInsetGap_px = 10;

QString lengthText(double km)
{
    return km >= 1 ? MapCorner::tr("%1 km").arg(QLocale().toString(km, 'f', 0))
                   : MapCorner::tr("%1 m").arg(QLocale().toString(km * 1000, 'f', 0));
}

/// Text over the map: the ground's colour around it keeps it legible over land and links.
void drawHaloText(QPainter& painter, QPointF baseline, const QString& text, const QFont& font,
                  const QColor& colour, const QColor& halo)
{
    QPainterPath path;
    path.addText(baseline, font, text);
    painter.strokePath(path, QPen(halo, 3, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setFont(font);
    painter.setPen(colour);
    painter.drawText(baseline, text);
}

void drawBar(QPainter& painter, const MapPalette& palette, double right, double y, double length)
{
    const QPolygonF bracket({{right - length, y - 5}, {right - length, y}, {right, y}, {right, y - 5}});
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(palette.ground, 3.5, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.drawPolyline(bracket);
    painter.setPen(QPen(palette.tokens.text, 1.2, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
    painter.drawPolyline(bracket);
}

} // namespace

ScaleBar ScaleBar::forScale(double kmPerPixel, double longest_px)
{
    const double longest_km = std::max(1e-9, kmPerPixel * longest_px);
    const double power = std::pow(10, std::floor(std::log10(longest_km)));
    const double lead = longest_km / power;
    const double length_km = power * (lead >= 5 ? 5 : lead >= 2 ? 2 : 1);
    return {length_km, length_km / kmPerPixel};
}

QStringList MapCorner::notes(const Content& content)
{
    QStringList out;
    if (content.synthetic) {
        out << tr("Synthetic data");
    }
    if (content.computedPositions) {
        out << tr("Some places are computed, not surveyed");
    }
    if (!content.caption.isEmpty()) {
        out << content.caption;
    }
    if (!content.approvalNumber.isEmpty()) {
        out << tr("Approval number: %1").arg(content.approvalNumber);
    }
    return out;
}

void MapCorner::update(const Content& content, const QImage& inset, const MapPalette& palette,
                       const QFont& font, double devicePixelRatio)
{
    if (!m_image.isNull() && content == m_content && m_image.devicePixelRatio() == devicePixelRatio) {
        return;
    }
    m_content = content;
    QFont small = font;
    small.setPixelSize(12);
    const QFontMetricsF metrics(small);
    const QStringList lines = notes(content);
    const ScaleBar bar = ScaleBar::forScale(content.kmPerPixel);
    const QString length = lengthText(bar.length_km);
    QSizeF insetSize = content.inset != 0 ? inset.deviceIndependentSize() : QSizeF(0, 0);
    if (insetSize.width() > content.insetRoom.width() || insetSize.height() > content.insetRoom.height()) {
        insetSize.scale(content.insetRoom, Qt::KeepAspectRatio);
    }
    double width = std::max(insetSize.width(), bar.length_px + 8 + metrics.horizontalAdvance(length));
    for (const QString& line : lines) {
        width = std::max(width, metrics.horizontalAdvance(line));
    }
    width = std::ceil(width + 8);
    const double top = insetSize.isEmpty() ? 0 : insetSize.height() + kInsetGap_px;
    const double height = top + kBarHeight_px + kLine_px * static_cast<double>(lines.size()) + 4;
    m_image =
        QImage((QSizeF(width, height) * devicePixelRatio).toSize(), QImage::Format_ARGB32_Premultiplied);
    m_image.setDevicePixelRatio(devicePixelRatio);
    m_image.fill(Qt::transparent);
    QPainter painter(&m_image);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    const double right = width - 3;
    if (!insetSize.isEmpty()) {
        const QPointF corner(right - insetSize.width(), 0);
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.drawImage(QRectF(corner, insetSize), inset);
        QFont tiny = font;
        tiny.setPixelSize(11);
        const double wide = QFontMetricsF(tiny).horizontalAdvance(content.insetTitle);
        if (wide + 12 <= insetSize.width()) {
            drawHaloText(painter, {right - wide - 6, insetSize.height() - 6}, content.insetTitle, tiny,
                         palette.tokens.dim, palette.ground);
        }
    }
    drawBar(painter, palette, right, top + 14, bar.length_px);
    drawHaloText(painter, {right - bar.length_px - 8 - metrics.horizontalAdvance(length), top + 15}, length,
                 small, palette.tokens.text, palette.ground);
    double y = top + kBarHeight_px + metrics.ascent();
    for (const QString& line : lines) {
        const bool important = content.synthetic && &line == &lines.front();
        drawHaloText(painter, {right - metrics.horizontalAdvance(line), y}, line, small,
                     important ? palette.tokens.text : palette.tokens.dim, palette.ground);
        y += kLine_px;
    }
}

} // namespace views
