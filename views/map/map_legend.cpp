#include "views/map/map_legend.h"

#include "twin/state/link_residuals.h"
#include "views/map/coverage_layer.h"
#include "views/map/frame_items.h"
#include "views/map/line_geometry.h"
#include "views/map/map_symbols.h"
#include "views/map/pool_layer.h"

#include <QLocale>
#include <QPainter>

#include <array>
#include <cmath>

namespace views {

namespace {

using models::MarkState;

constexpr double kLeft_px = 12;
constexpr double kInner_px = MapLegend::kWidth_px - 2 * kLeft_px;
constexpr double kFoldedHeight_px = 24;
constexpr double kTop_px = 78;   // above the first part that can be left out
constexpr double kPools_px = 24; // and the row of pools
constexpr double kLinks_px = 48;
constexpr double kMarks_px = 80;
constexpr double kBottom_px = 18;
constexpr double kExtraRow_px = 22;
constexpr double kResidualHeight_px = 68;
constexpr double kRampHeight_px = 54;
constexpr std::array<double, 3> kPoolSamples_eflops{0.1, 1, 4};
constexpr std::array<double, 3> kLinkSamples_tbps{0.4, 6.4, 25.6};
constexpr double kSampleUtilisation = 0.45;

/// Draws the legend's parts from top to bottom.
class LegendPainter
{
  public:
    LegendPainter(QPainter& painter, const MapPalette& palette, const QFont& font, double kmPerPixel)
        : m_painter(painter)
        , m_palette(palette)
        , m_font(font)
        , m_kmPerPixel(kmPerPixel)
    {
        m_font.setPixelSize(12);
        m_font.setBold(false);
    }

    void text(QPointF baseline, const QString& words, const QColor& colour, int pixelSize = 12)
    {
        m_font.setPixelSize(pixelSize);
        m_painter.setFont(m_font);
        m_painter.setPen(colour);
        m_painter.drawText(baseline, words);
    }

    void caption(double y, const QString& words) { text({kLeft_px, y}, words, m_palette.tokens.dim, 11); }

    void ramp(double y)
    {
        for (int i = 0; i < MapPalette::kRampSteps; ++i) {
            const double x = kLeft_px + kInner_px * i / MapPalette::kRampSteps;
            m_painter.fillRect(QRectF(x, y, kInner_px / MapPalette::kRampSteps + 0.5, 8),
                               m_palette.ramp(static_cast<double>(i) / (MapPalette::kRampSteps - 1)));
        }
        const std::array<double, 3> breaks{0.70, 0.90, 0.95};
        m_painter.setPen(QPen(m_palette.tokens.text, 1));
        for (const double at : breaks) {
            const double x = std::round(kLeft_px + kInner_px * at) + 0.5;
            m_painter.drawLine(QPointF(x, y - 2), QPointF(x, y + 12));
        }
        tickLabel(kLeft_px, y + 22, 0, Qt::AlignLeft);
        tickLabel(kLeft_px + kInner_px * 0.70, y + 22, 70, Qt::AlignHCenter);
        tickLabel(kLeft_px + kInner_px * 0.90 + 3, y + 22, 90, Qt::AlignRight);
        tickLabel(kLeft_px + kInner_px * 0.95 - 1, y + 22, 95, Qt::AlignLeft);
    }

    void residualRamp(double y, const QStringList& words)
    {
        const double full = MapPalette::kFullResidual;
        for (int i = 0; i < MapPalette::kRampSteps; ++i) {
            const double x = kLeft_px + kInner_px * i / MapPalette::kRampSteps;
            m_painter.fillRect(QRectF(x, y, kInner_px / MapPalette::kRampSteps + 0.5, 8),
                               m_palette.residual((2.0 * i / (MapPalette::kRampSteps - 1) - 1) * full));
        }
        m_painter.setPen(QPen(m_palette.tokens.text, 1));
        for (const double at : {-twin::state::kSignificant, 0.0, twin::state::kSignificant}) {
            const double x = kLeft_px + kInner_px * (at / full + 1) / 2;
            m_painter.drawLine(QPointF(std::round(x) + 0.5, y - 2), QPointF(std::round(x) + 0.5, y + 12));
            mark(x, y + 22, QLocale().toString(at), Qt::AlignHCenter);
        }
        mark(kLeft_px, y + 36, words[1], Qt::AlignLeft);
        mark(kLeft_px + kInner_px, y + 36, words[2], Qt::AlignRight);
    }

    void pools(double y)
    {
        double x = kLeft_px;
        for (const double eflops : kPoolSamples_eflops) {
            PoolMark mark;
            mark.radius = poolRadius_px(eflops, m_kmPerPixel);
            mark.utilisation = static_cast<float>(kSampleUtilisation);
            x += mark.radius + 2;
            mark.at = {x, y};
            drawPoolDisc(m_painter, m_palette, mark);
            x += mark.radius + 6;
            const QString words = QLocale().toString(eflops);
            text({x, y + 4}, words, m_palette.tokens.text, 11);
            x += QFontMetricsF(m_font).horizontalAdvance(words) + 14;
        }
    }

    void links(double y)
    {
        double x = kLeft_px;
        for (const double tbps : kLinkSamples_tbps) {
            const double width = linkWidth_px(tbps, m_kmPerPixel);
            line({x, y - width / 2 - 0.3}, {x + 26, y - width / 2 - 0.3}, m_palette.ramp(kSampleUtilisation),
                 width);
            line({x, y + width / 2 + 0.3}, {x + 26, y + width / 2 + 0.3}, m_palette.ramp(0.8), width);
            text({x + 32, y + 4}, QLocale().toString(tbps), m_palette.tokens.text, 11);
            x += kInner_px / 3;
        }
    }

    void state(int place, double y, MarkState state, const QString& words)
    {
        const double x = kLeft_px + (place % 2) * kInner_px / 2;
        PoolMark mark;
        mark.at = {x + 7, y};
        mark.radius = 6;
        mark.utilisation = static_cast<float>(kSampleUtilisation);
        mark.state = state;
        drawPoolDisc(m_painter, m_palette, mark);
        text({x + 20, y + 4}, words, m_palette.tokens.text);
    }

    void cluster(double x, double y, const QString& words)
    {
        m_painter.setBrush(Qt::NoBrush);
        m_painter.setPen(QPen(m_palette.tokens.dim, 0.9));
        m_painter.drawEllipse(QPointF(x + 7, y), 7.5, 7.5);
        text({x + 4, y + 3.5}, QStringLiteral("7"), m_palette.tokens.text, 10);
        text({x + 20, y + 4}, words, m_palette.tokens.text);
    }

    void flow(double x, double y, const QString& words)
    {
        m_painter.setPen(QPen(m_palette.ground, 0.8));
        m_painter.setBrush(m_palette.tokens.text);
        for (const double shift : {0.0, 9.0}) {
            const QPointF at(x + 3 + shift, y);
            m_painter.drawPolygon(QPolygonF(
                {at + QPointF(4.8, 0), at + QPointF(-4, 3.2), at + QPointF(-2, 0), at + QPointF(-4, -3.2)}));
        }
        text({x + 20, y + 4}, words, m_palette.tokens.text);
    }

    /// A line as the map draws paths: full with an arrow, or dashed.
    void path(double x, double y, const QString& words, bool isBackup)
    {
        QPen pen(m_palette.tokens.accent, isBackup ? 2.4 : 3, Qt::SolidLine, Qt::FlatCap);
        if (isBackup) {
            pen.setDashPattern({2.6, 1.6});
        }
        m_painter.setPen(pen);
        m_painter.drawLine(QPointF(x, y), QPointF(x + 15, y));
        if (!isBackup) {
            m_painter.setPen(Qt::NoPen);
            m_painter.setBrush(m_palette.tokens.accent);
            m_painter.drawPolygon(
                QPolygonF({QPointF(x + 14, y), QPointF(x + 4, y + 5), QPointF(x + 4, y - 5)}));
        }
        text({x + 20, y + 4}, words, m_palette.tokens.text);
    }

    void circles(double y)
    {
        double x = kLeft_px;
        for (const double bound_ms : {1.0, 5.0, 20.0}) {
            m_painter.setPen(coveragePen(m_palette, bound_ms));
            m_painter.drawLine(QPointF(x, y), QPointF(x + 22, y));
            text({x + 28, y + 4}, QLocale().toString(bound_ms) + QStringLiteral(" ms"), m_palette.tokens.text,
                 11);
            x += kInner_px / 3;
        }
    }

  private:
    void tickLabel(double x, double y, int percent, Qt::Alignment side)
    {
        mark(x, y, QLocale().toString(percent) + QLocale().percent(), side);
    }

    void mark(double x, double y, const QString& words, Qt::Alignment side)
    {
        m_font.setPixelSize(10);
        const double width = QFontMetricsF(m_font).horizontalAdvance(words);
        const double shift = side == Qt::AlignLeft ? 0 : side == Qt::AlignRight ? width : width / 2;
        text({x - shift, y}, words, m_palette.tokens.dim, 10);
    }

    void line(QPointF from, QPointF to, const QColor& colour, double width)
    {
        m_painter.setPen(QPen(colour, width, Qt::SolidLine, Qt::FlatCap));
        m_painter.drawLine(from, to);
    }

    QPainter& m_painter;
    const MapPalette& m_palette;
    QFont m_font;
    double m_kmPerPixel;
};

/// What is shown below the ramps, so that it fits.
struct Parts
{
    bool links = true;
    bool pools = true;
    bool marks = true;

    [[nodiscard]] double height_px(double poolRow) const
    {
        return (links ? kLinks_px : 0) + (pools ? kPools_px + poolRow : 0) + (marks ? kMarks_px : 0);
    }

    static Parts fitting(double room_px, double poolRow)
    {
        Parts out;
        for (bool* least : {&out.links, &out.pools, &out.marks}) {
            if (out.height_px(poolRow) <= room_px) {
                break;
            }
            *least = false;
        }
        return out;
    }
};

double foldedWidth(QFont font, const QString& title)
{
    font.setPixelSize(12);
    return std::ceil(kLeft_px + QFontMetricsF(font).horizontalAdvance(title) + 12 + 22);
}

} // namespace

void MapLegend::setContent(const Content& content)
{
    if (!(content == m_content)) {
        m_content = content;
        invalidate();
    }
}

QStringList MapLegend::residualTexts()
{
    return {tr("Links: residual, standard deviations"), tr("less than expected"), tr("more than expected")};
}

void MapLegend::setFolded(bool folded)
{
    m_folded = folded;
    invalidate();
}

QStringList MapLegend::texts()
{
    return {tr("Legend"),
            tr("Utilisation"),
            tr("Pool area, EFLOPS"),
            tr("Link width per direction, Tb/s"),
            tr("Marks"),
            tr("Stale"),
            tr("Unknown"),
            tr("Planned"),
            tr("Out of service"),
            tr("Cluster"),
            tr("Largest flows"),
            tr("Path shown"),
            tr("Its backup"),
            tr("Reach, one way")};
}

void MapLegend::update(const MapPalette& palette, const QFont& font, double kmPerPixel,
                       double devicePixelRatio, double room_px)
{
    if (!m_image.isNull() && kmPerPixel == m_kmPerPixel && room_px == m_room_px &&
        m_image.devicePixelRatio() == devicePixelRatio) {
        return;
    }
    m_room_px = room_px;
    m_kmPerPixel = kmPerPixel;
    const double largest = poolRadius_px(kPoolSamples_eflops.back(), kmPerPixel);
    const double poolRow = std::max(24.0, 2 * largest + 8);
    const double more =
        (m_content.hasPaths ? kExtraRow_px : 0) + (m_content.hasCircles ? 2 * kExtraRow_px : 0);
    const bool hasDifference = m_content.difference.isShown();
    const double extra = hasDifference            ? LegendDifference::kHeight_px - kRampHeight_px
                         : m_content.hasResiduals ? kResidualHeight_px
                                                  : 0;
    const double always = kTop_px + extra + more + kBottom_px;
    const Parts parts = Parts::fitting(room_px - always, poolRow);
    const double height = m_folded ? kFoldedHeight_px : always + parts.height_px(poolRow);
    const QStringList words = texts();
    const double width = m_folded ? foldedWidth(font, words[0]) : kWidth_px;
    m_image =
        QImage((QSizeF(width, height) * devicePixelRatio).toSize(), QImage::Format_ARGB32_Premultiplied);
    m_image.setDevicePixelRatio(devicePixelRatio);
    m_image.fill(Qt::transparent);
    QPainter painter(&m_image);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    painter.setPen(QPen(palette.tokens.line, 1));
    painter.setBrush(palette.tokens.bg1);
    painter.drawRoundedRect(QRectF(0.5, 0.5, width - 1, height - 1), 4, 4);
    LegendPainter out(painter, palette, font, kmPerPixel);
    out.text({kLeft_px, 16}, words[0], palette.tokens.text);
    out.text({width - 22, 16}, m_folded ? QStringLiteral("▸") : QStringLiteral("▾"), palette.tokens.dim);
    if (m_folded) {
        return;
    }
    if (hasDifference) {
        m_content.difference.paint(painter, palette, font, kLeft_px, 26, kInner_px);
    } else if (m_content.hasResiduals) {
        const QStringList residual = residualTexts();
        out.caption(42, residual[0]);
        out.residualRamp(50, residual);
    }
    if (!hasDifference) {
        out.caption(42 + extra, words[1]);
        out.ramp(50 + extra);
    }
    double y = kTop_px + extra;
    if (parts.pools) {
        out.caption(y + 18, words[2]);
        out.pools(y + kPools_px + poolRow / 2);
        y += kPools_px + poolRow;
    }
    if (parts.links) {
        out.caption(y + 18, words[3]);
        out.links(y + 34);
        y += kLinks_px;
    }
    if (parts.marks) {
        out.caption(y + 18, words[4]);
        constexpr std::array<MarkState, 4> kStates{MarkState::Stale, MarkState::Unknown, MarkState::Planned,
                                                   MarkState::Down};
        for (int i = 0; i < 4; ++i) {
            out.state(i, y + 36 + (i / 2) * 22, kStates[static_cast<std::size_t>(i)], words[5 + i]);
        }
        out.cluster(kLeft_px, y + kMarks_px, words[9]);
        out.flow(kLeft_px + kInner_px / 2, y + kMarks_px, words[10]);
        y += kMarks_px;
    }
    if (m_content.hasPaths) {
        y += kExtraRow_px;
        out.path(kLeft_px, y, words[11], false);
        out.path(kLeft_px + kInner_px / 2, y, words[12], true);
    }
    if (m_content.hasCircles) {
        out.caption(y + kExtraRow_px + 2, words[13]);
        out.circles(y + 2 * kExtraRow_px - 2);
    }
}

} // namespace views
