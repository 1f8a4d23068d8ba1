#include "views/map/hover_card.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace views {

namespace {

constexpr double kPadding_px = 8;
constexpr double kLine_px = 18;
constexpr double kWidest_px = 360;
constexpr qsizetype kMostLines = 16;
constexpr double kAside_px = 14; // from the cursor, so that it covers nothing

} // namespace

void HoverCard::setText(const QString& text)
{
    if (text != m_text) {
        m_text = text;
        invalidate();
    }
}

void HoverCard::render(const Tokens& tokens, const QFont& font, double devicePixelRatio)
{
    QFont body = font;
    body.setPixelSize(12);
    const QFontMetricsF metrics(body);
    const QStringList lines = m_text.split(u'\n').mid(0, kMostLines);
    double width = 60;
    for (const QString& line : lines) {
        width = std::max(width, metrics.horizontalAdvance(line));
    }
    const QSizeF size(std::ceil(std::min(width, kWidest_px) + 2 * kPadding_px),
                      kLine_px * static_cast<double>(lines.size()) + 2 * kPadding_px);
    m_image = QImage((size * devicePixelRatio).toSize(), QImage::Format_ARGB32_Premultiplied);
    m_image.setDevicePixelRatio(devicePixelRatio);
    m_image.fill(Qt::transparent);
    QPainter painter(&m_image);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    painter.setPen(QPen(tokens.line, 1));
    painter.setBrush(tokens.bg2);
    painter.drawRoundedRect(QRectF(0.5, 0.5, size.width() - 1, size.height() - 1), 4, 4);
    painter.setFont(body);
    double y = kPadding_px;
    for (const QString& line : lines) {
        painter.setPen(y == kPadding_px ? tokens.text : tokens.dim);
        painter.drawText(QRectF(kPadding_px, y, size.width() - 2 * kPadding_px, kLine_px), Qt::AlignVCenter,
                         metrics.elidedText(line, Qt::ElideRight, size.width() - 2 * kPadding_px));
        y += kLine_px;
    }
}

void HoverCard::paint(QPainter& painter, QPointF cursor, const QRectF& bounds, const Tokens& tokens,
                      const QFont& font, double devicePixelRatio)
{
    if (m_text.isEmpty()) {
        return;
    }
    if (m_image.isNull() || m_image.devicePixelRatio() != devicePixelRatio) {
        render(tokens, font, devicePixelRatio);
    }
    const QSizeF size = m_image.deviceIndependentSize();
    QPointF corner = cursor + QPointF(kAside_px, kAside_px);
    if (corner.x() + size.width() > bounds.right()) {
        corner.setX(std::max(bounds.left(), cursor.x() - kAside_px - size.width()));
    }
    if (corner.y() + size.height() > bounds.bottom()) {
        corner.setY(std::max(bounds.top(), cursor.y() - kAside_px - size.height()));
    }
    painter.drawImage(QPointF(corner.toPoint()), m_image);
}

} // namespace views
