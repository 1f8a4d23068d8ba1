#include "views/calculators/efficiency_plot.h"

#include "views/theme/style_sheet.h"

#include <QChart>
#include <QGraphicsLayout>
#include <QLegend>
#include <QLineSeries>
#include <QLogValueAxis>
#include <QScatterSeries>
#include <QValueAxis>

#include <cmath>

namespace views {

namespace {

/// On the line between two points; NaN outside.
double valueAt(const std::vector<std::pair<double, double>>& points, double at, bool isLogarithmic)
{
    for (std::size_t i = 1; i < points.size(); ++i) {
        const auto [x0, y0] = points[i - 1];
        const auto [x1, y1] = points[i];
        if (at >= x0 && at <= x1) {
            const double share =
                isLogarithmic ? std::log(at / x0) / std::log(x1 / x0) : (at - x0) / (x1 - x0);
            return y0 + share * (y1 - y0);
        }
    }
    return std::nan("");
}

} // namespace

EfficiencyPlot::EfficiencyPlot(const Theme& theme, QWidget* parent)
    : QChartView(new QChart, parent)
    , m_theme(theme)
    , m_chart(chart())
    , m_line(new QLineSeries)
    , m_mark(new QScatterSeries)
    , m_y(new QValueAxis)
    , m_x(new QValueAxis)
    , m_logX(new QLogValueAxis)
{
    setRenderHint(QPainter::Antialiasing);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setMinimumHeight(140);
    m_chart->setAnimationOptions(QChart::NoAnimation);
    m_chart->setMargins(QMargins(4, 4, 12, 4));
    m_chart->layout()->setContentsMargins(0, 0, 0, 0);
    m_chart->setBackgroundRoundness(0);
    m_chart->legend()->hide();
    m_y->setRange(0, 100);
    m_y->setTickCount(5);
    m_y->setLabelFormat(QStringLiteral("%.0f %%"));
    m_logX->setBase(10);
    m_logX->setLabelFormat(QStringLiteral("%g"));
    m_logX->setMinorTickCount(-1);
    m_logX->setMinorGridLineVisible(false);
    m_x->setTickCount(6);
    m_x->setLabelFormat(QStringLiteral("%g"));
    m_chart->addAxis(m_y, Qt::AlignLeft);
    m_chart->addAxis(m_x, Qt::AlignBottom);
    m_chart->addAxis(m_logX, Qt::AlignBottom);
    m_chart->addSeries(m_line);
    m_chart->addSeries(m_mark);
    m_line->attachAxis(m_y);
    m_mark->attachAxis(m_y);
    m_mark->setMarkerSize(9);
    connect(&theme, &Theme::changed, this, &EfficiencyPlot::applyTheme);
    applyTheme();
}

void EfficiencyPlot::applyTheme()
{
    const Tokens& tokens = m_theme.tokens();
    m_chart->setBackgroundBrush(tokens.bg1);
    setBackgroundBrush(tokens.bg1);
    m_line->setPen(QPen(tokens.accent, 1.5));
    m_mark->setBrush(tokens.accent);
    m_mark->setPen(QPen(tokens.text, 1));
    for (QAbstractAxis* axis : {static_cast<QAbstractAxis*>(m_y), static_cast<QAbstractAxis*>(m_x),
                                static_cast<QAbstractAxis*>(m_logX)}) {
        axis->setLabelsColor(tokens.dim);
        axis->setLinePenColor(tokens.line);
        axis->setGridLineColor(tokens.line);
        axis->setLabelsFont(smallFont());
        axis->setTitleFont(smallFont());
        axis->setTitleBrush(tokens.dim);
    }
}

void EfficiencyPlot::showAxis(QAbstractAxis* axis)
{
    for (QAbstractAxis* each : {static_cast<QAbstractAxis*>(m_x), static_cast<QAbstractAxis*>(m_logX)}) {
        each->setVisible(each == axis);
        for (QAbstractSeries* series :
             {static_cast<QAbstractSeries*>(m_line), static_cast<QAbstractSeries*>(m_mark)}) {
            if (each != axis && series->attachedAxes().contains(each)) {
                series->detachAxis(each);
            } else if (each == axis && !series->attachedAxes().contains(each)) {
                series->attachAxis(each);
            }
        }
    }
}

void EfficiencyPlot::show(const std::vector<std::pair<double, double>>& points, bool isLogarithmic,
                          const QString& title, double at)
{
    m_line->clear();
    m_mark->clear();
    if (points.size() < 2) {
        return;
    }
    if (isLogarithmic) {
        m_logX->setRange(points.front().first, points.back().first);
        m_logX->setTitleText(title);
        showAxis(m_logX);
    } else {
        m_x->setRange(points.front().first, points.back().first);
        m_x->setTitleText(title);
        showAxis(m_x);
    }
    QList<QPointF> line;
    for (const auto& [x, y] : points) {
        line.append(QPointF(x, 100 * y));
    }
    m_line->replace(line);
    if (const double y = valueAt(points, at, isLogarithmic); !std::isnan(y)) {
        m_mark->append(at, 100 * y);
    }
}

} // namespace views
