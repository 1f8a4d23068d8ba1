#include "views/map/label_sprites.h"

#include "views/map/map_palette.h"
#include "views/map/map_symbols.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <cmath>

namespace views {

namespace {

constexpr double kHalo_px = 1.5;
constexpr double kDimOpacity = 0.35;
constexpr qsizetype kKept = 4000; // about 10 MB of small pictures

QImage render(const QString& text, const QFont& font, const QColor& colour, const QColor& halo, double ratio)
{
    const QFontMetricsF metrics(font);
    const double width = std::ceil(metrics.horizontalAdvance(text) + 2 * kHalo_px + 2);
    const double height = std::ceil(metrics.height() + 2 * kHalo_px);
    QImage image(QSizeF(width * ratio, height * ratio).toSize(), QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(ratio);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    const QPointF baseline(kHalo_px + 1, kHalo_px + metrics.ascent());
    QPainterPath outline;
    outline.addText(baseline, font, text);
    painter.strokePath(outline, QPen(halo, 2 * kHalo_px, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setFont(font);
    painter.setPen(colour);
    painter.drawText(baseline, text);
    return image;
}

} // namespace

void LabelSprites::configure(double devicePixelRatio, const MapPalette& palette)
{
    if (devicePixelRatio != m_ratio || palette.halo != m_halo || palette.tokens.dark != m_dark) {
        m_images.clear();
    }
    m_ratio = devicePixelRatio;
    m_halo = palette.halo;
    m_dark = palette.tokens.dark;
}

const QImage& LabelSprites::severity(twin::state::Severity severity, const MapPalette& palette,
                                     const QFont& font, bool dimmed)
{
    const QString key = QStringLiteral("severity ") + QString::number(static_cast<int>(severity)) +
                        (dimmed ? QStringLiteral(" dimmed") : QString());
    auto found = m_images.find(key);
    if (found == m_images.end()) {
        const double side = kSeverityMarkSize_px + 6;
        QImage image(QSizeF(side * m_ratio, side * m_ratio).toSize(), QImage::Format_ARGB32_Premultiplied);
        image.setDevicePixelRatio(m_ratio);
        image.fill(Qt::transparent);
        QPainter painter(&image);
        painter.setFont(font);
        painter.setOpacity(dimmed ? kDimOpacity : 1);
        drawSeverityMark(painter, palette, severity, {side / 2, side / 2});
        painter.end();
        found = m_images.insert(key, image);
    }
    return *found;
}

const QImage& LabelSprites::sprite(const QString& text, const QFont& font, const QColor& colour)
{
    if (m_images.size() > kKept) {
        m_images.clear();
    }
    const QString key = text + QChar(0x1F) + QString::number(font.pixelSize()) + QChar(0x1F) +
                        QString::number(font.weight()) + QChar(0x1F) + QString::number(colour.rgb());
    auto found = m_images.find(key);
    if (found == m_images.end()) {
        found = m_images.insert(key, render(text, font, colour, m_halo, m_ratio));
    }
    return *found;
}

} // namespace views
