#include "views/map/legend_difference.h"

#include "views/map/map_palette.h"
#include "views/map/plan_symbols.h"

#include <QLocale>
#include <QPainter>

#include <array>
#include <cmath>

namespace views {

namespace {

using models::PlanMark;

constexpr double kRow_px = 22;

class Parts
{
  public:
    Parts(QPainter& painter, const MapPalette& palette, QFont font)
        : m_painter(painter)
        , m_palette(palette)
        , m_font(std::move(font))
    {
        m_font.setBold(false);
    }

    /// Ends in "…" where it has no room.
    void text(QPointF baseline, const QString& words, const QColor& colour, int pixelSize, double room)
    {
        m_font.setPixelSize(pixelSize);
        m_painter.setFont(m_font);
        m_painter.setPen(colour);
        m_painter.drawText(baseline, QFontMetricsF(m_font).elidedText(words, Qt::ElideMiddle, room));
    }

    void ramp(double left, double top, double width, double full)
    {
        for (int i = 0; i < MapPalette::kRampSteps; ++i) {
            m_painter.fillRect(QRectF(left + width * i / MapPalette::kRampSteps, top,
                                      width / MapPalette::kRampSteps + 0.5, 8),
                               m_palette.difference(2.0 * i / (MapPalette::kRampSteps - 1) - 1));
        }
        m_painter.setPen(QPen(m_palette.tokens.text, 1));
        for (const double at : {0.25, 0.5, 0.75}) {
            const double x = std::round(left + width * at) + 0.5;
            m_painter.drawLine(QPointF(x, top - 2), QPointF(x, top + 12));
        }
        for (const double at : {-1.0, -0.5, 0.0, 0.5, 1.0}) {
            tick(left, top + 22, width, at, full);
        }
    }

    void symbol(QPointF at, PlanMark mark, const QString& words, double room)
    {
        m_painter.save();
        m_painter.translate(at.x() + 7, at.y());
        m_painter.scale(0.8, 0.8);
        drawPlanSymbol(m_painter, m_palette, {0, 0}, mark, true);
        m_painter.restore();
        label(at, words, room);
    }

    void added(QPointF at, const QString& words, double room)
    {
        QPen pen(m_palette.tokens.accent, 2.4, Qt::SolidLine, Qt::FlatCap);
        pen.setDashPattern({2, 1.2});
        m_painter.setPen(pen);
        m_painter.drawLine(at, at + QPointF(15, 0));
        label(at, words, room);
    }

    void move(QPointF at, const QString& words, double room)
    {
        drawPlanArc(m_painter, m_palette, at + QPointF(0, 3), at + QPointF(16, 1));
        label(at, words, room);
    }

    void stranded(QPointF at, const QString& words, double room)
    {
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(m_palette.difference(-0.6));
        m_painter.drawEllipse(at + QPointF(7, 0), 3.6, 3.6);
        drawStrandedRing(m_painter, m_palette, at + QPointF(7, 0), 6.5, 0.6);
        label(at, words, room);
    }

  private:
    void label(QPointF at, const QString& words, double room)
    {
        text(at + QPointF(20, 4), words, m_palette.tokens.text, 12, room - 22);
    }

    void tick(double left, double y, double width, double at, double full)
    {
        const QString sign = at < 0 ? QStringLiteral("−") : at > 0 ? QStringLiteral("+") : QString();
        const QString words = sign + QLocale().toString(std::abs(at) * full * 100, 'g', 3);
        m_font.setPixelSize(10);
        const double wide = QFontMetricsF(m_font).horizontalAdvance(words);
        const double x = left + width * (at + 1) / 2;
        const double shift = at == -1 ? 0 : at == 1 ? wide : wide / 2;
        text({x - shift, y}, words, m_palette.tokens.dim, 10, wide + 4);
    }

    QPainter& m_painter;
    const MapPalette& m_palette;
    QFont m_font;
};

} // namespace

QStringList LegendDifference::texts()
{
    return {tr("Scenario of %1", "the moment it forks from"),
            tr("Utilisation, points more or less"),
            tr("Cut or failed"),
            tr("Drained"),
            tr("Added"),
            tr("Job moved"),
            tr("Stranded"),
            tr("Degraded")};
}

void LegendDifference::paint(QPainter& painter, const MapPalette& palette, QFont font, double left,
                             double top, double width) const
{
    const QStringList words = texts();
    Parts out(painter, palette, std::move(font));
    out.text({left, top + 12}, name, palette.tokens.text, 12, width); // alone: it may be long
    out.text({left, top + 28}, words[0].arg(moment), palette.tokens.dim, 11, width);
    out.text({left, top + 46}, words[1], palette.tokens.dim, 11, width);
    out.ramp(left, top + 54, width, full);
    const double half = width / 2;
    const double row = top + 94;
    out.symbol({left, row}, PlanMark::Failed, words[2], half);
    out.symbol({left + half, row}, PlanMark::Drained, words[3], half);
    out.added({left, row + kRow_px}, words[4], half);
    out.move({left + half, row + kRow_px}, words[5], half);
    out.stranded({left, row + 2 * kRow_px}, words[6], half);
    out.symbol({left + half, row + 2 * kRow_px}, PlanMark::Degraded, words[7], half);
}

} // namespace views
