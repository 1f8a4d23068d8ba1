#include "views/map/map_empty_state.h"

#include <QFontMetricsF>
#include <QMarginsF>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace views {

namespace {

constexpr double kWidest_px = 420;
constexpr double kSide_px = 8;
constexpr double kGap_px = 4;
constexpr QMarginsF kPadding_px(12, 10, 12, 10);
constexpr int kFlags = Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap;

QSizeF needed(const QFont& font, const QString& text, double width)
{
    return QFontMetricsF(font).boundingRect(QRectF(0, 0, width, 10'000), kFlags, text).size();
}

} // namespace

MapEmptyState::MapEmptyState(QString title, QString hint, const QFont& font)
    : m_title(std::move(title))
    , m_hint(std::move(hint))
    , m_titleFont(font)
    , m_hintFont(font)
{
    m_titleFont.setPixelSize(15);
    m_hintFont.setPixelSize(13);
}

QSizeF MapEmptyState::size(double mapWidth_px) const
{
    const double padding = kPadding_px.left() + kPadding_px.right();
    const double width = std::max(1.0, std::min(kWidest_px, mapWidth_px - 2 * kSide_px - padding));
    const QSizeF title = needed(m_titleFont, m_title, width);
    const QSizeF hint = needed(m_hintFont, m_hint, width);
    const QSizeF words(std::ceil(std::max(title.width(), hint.width())),
                       std::ceil(title.height()) + kGap_px + std::ceil(hint.height()));
    return words.grownBy(kPadding_px);
}

void MapEmptyState::paint(QPainter& painter, const QRectF& place, const MapPalette& palette) const
{
    painter.setPen(QPen(palette.tokens.line, 1));
    painter.setBrush(palette.tokens.bg1);
    painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    const QRectF words = place.marginsRemoved(kPadding_px);
    QRectF title = words;
    title.setHeight(std::ceil(needed(m_titleFont, m_title, words.width()).height()));
    painter.setFont(m_titleFont);
    painter.setPen(palette.tokens.text);
    painter.drawText(title, kFlags, m_title);
    QRectF hint = words;
    hint.setTop(title.bottom() + kGap_px);
    painter.setFont(m_hintFont);
    painter.setPen(palette.tokens.dim);
    painter.drawText(hint, kFlags, m_hint);
}

} // namespace views
