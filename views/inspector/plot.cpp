#include "views/inspector/plot.h"

#include "views/theme/style_sheet.h"

#include <QChart>
#include <QChartView>
#include <QDateTime>
#include <QDateTimeAxis>
#include <QGraphicsLayout>
#include <QLegend>
#include <QLegendMarker>
#include <QLineSeries>
#include <QTimeZone>
#include <QValueAxis>

#include <algorithm>
#include <cmath>

namespace views {

namespace {

constexpr int kValueTicks = 5;
constexpr qint64 kUtc8_ms = 8LL * 3'600'000;

/// The axis prints local time; the console speaks UTC+8 wherever it runs.
double shown(double ms)
{
    const qint64 offset = QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(ms)).offsetFromUtc() * 1000LL;
    return ms + static_cast<double>(kUtc8_ms - offset);
}

QList<QPointF> shown(const QList<QPointF>& points)
{
    QList<QPointF> result = points;
    const double shift = points.isEmpty() ? 0 : shown(points.first().x()) - points.first().x();
    for (QPointF& point : result) {
        point.rx() += shift;
    }
    return result;
}

} // namespace

SeriesPlot::SeriesPlot(const Theme& theme)
    : m_theme(theme)
    , m_chart(new QChart)
    , m_view(new QChartView(m_chart))
    , m_time(new QDateTimeAxis)
    , m_value(new QValueAxis)
{
    m_view->setRenderHint(QPainter::Antialiasing);
    m_view->setFixedHeight(170);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setFocusPolicy(Qt::NoFocus);
    m_chart->setAnimationOptions(QChart::NoAnimation);
    m_chart->setMargins(QMargins(0, 0, 0, 0));
    m_chart->layout()->setContentsMargins(0, 0, 0, 0);
    m_chart->setBackgroundRoundness(0);
    m_chart->addAxis(m_time, Qt::AlignBottom);
    m_chart->addAxis(m_value, Qt::AlignLeft);
    m_time->setFormat(QStringLiteral("HH:mm:ss"));
    m_time->setTickCount(3);
    m_chart->legend()->setAlignment(Qt::AlignTop);
    applyTheme();
}

QWidget* SeriesPlot::widget() const
{
    return m_view;
}

void SeriesPlot::applyTheme()
{
    const Tokens& tokens = m_theme.tokens();
    m_chart->setBackgroundBrush(tokens.bg1);
    m_chart->setPlotAreaBackgroundVisible(false);
    m_chart->legend()->setLabelColor(tokens.text);
    m_chart->legend()->setFont(smallFont());
    m_view->setBackgroundBrush(tokens.bg1);
    for (QAbstractAxis* axis : {static_cast<QAbstractAxis*>(m_time), static_cast<QAbstractAxis*>(m_value)}) {
        axis->setLabelsColor(tokens.dim);
        axis->setLinePenColor(tokens.line);
        axis->setGridLineColor(tokens.line);
        axis->setLabelsFont(smallFont());
        axis->setTitleFont(smallFont());
        axis->setTitleBrush(tokens.dim);
    }
    m_time->setGridLineVisible(false);
}

QLineSeries* SeriesPlot::stretch(qsizetype number)
{
    while (m_stretches.size() <= number) {
        auto* series = new QLineSeries;
        m_chart->addSeries(series);
        series->attachAxis(m_time);
        series->attachAxis(m_value);
        m_stretches.append(series);
    }
    return m_stretches[number];
}

void SeriesPlot::drawBands(const models::SeriesView& view, qsizetype& used)
{
    for (const double band : view.bands) {
        if (band < view.yMin || band > view.yMax) {
            continue;
        }
        QLineSeries* series = stretch(used++);
        series->setPen(QPen(m_theme.tokens().line, 1, Qt::DashLine));
        series->replace(QList<QPointF>{{shown(view.xMin), band}, {shown(view.xMax), band}});
        series->setVisible(true);
        m_chart->legend()->markers(series).first()->setVisible(false);
    }
}

/// Grid lines at round numbers, written with the digits they need.
void SeriesPlot::setValueRange(double min, double max)
{
    m_value->setRange(min, max);
    m_value->setTickCount(kValueTicks);
    m_value->applyNiceNumbers();
    const double step = (m_value->max() - m_value->min()) / (m_value->tickCount() - 1);
    const int digits = std::clamp(static_cast<int>(-std::floor(std::log10(step) + 1e-9)), 0, 6);
    m_value->setLabelFormat(QStringLiteral("%.%1f").arg(digits));
}

void SeriesPlot::show(const models::SeriesView& view)
{
    const Tokens& tokens = m_theme.tokens();
    // The second line (the other direction) differs by dash as well as by colour.
    const QPen pens[] = {QPen(tokens.accent, 1.5), QPen(tokens.text, 1.5, Qt::DotLine),
                         QPen(tokens.dim, 1.5, Qt::DashDotLine)};
    m_time->setRange(QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(shown(view.xMin))),
                     QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(shown(view.xMax))));
    setValueRange(view.yMin, view.yMax);
    m_value->setTitleText(view.unit);
    qsizetype used = 0;
    drawBands(view, used);
    for (qsizetype line = 0; line < view.lines.size(); ++line) {
        bool first = true;
        for (const QList<QPointF>& points : view.lines[line].stretches) {
            QLineSeries* series = stretch(used++);
            series->setPen(pens[line % 3]);
            series->setName(view.lines[line].label);
            series->replace(shown(points));
            series->setVisible(true);
            m_chart->legend()->markers(series).first()->setVisible(first);
            first = false;
        }
    }
    for (qsizetype i = used; i < m_stretches.size(); ++i) {
        m_stretches[i]->setVisible(false);
        m_stretches[i]->clear();
    }
    m_chart->legend()->setVisible(view.lines.size() > 1);
}

} // namespace views
