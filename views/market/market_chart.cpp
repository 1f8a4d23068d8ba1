#include "views/market/market_chart.h"

#include "views/theme/style_sheet.h"
#include "views/widgets/chart_style.h"

#include <QChart>
#include <QLegend>
#include <QLineSeries>
#include <QScatterSeries>
#include <QValueAxis>

#include <algorithm>
#include <cmath>

namespace views {

namespace {

constexpr double kLine_px = 2;
constexpr double kMark_px = 10;
constexpr double kAbove = 1.1; ///< of the highest price

/// The next of 1, 2, 2.5, 5 · 10^n: axes end on round numbers, or labels read 1333.3.
double roundedUp(double value)
{
    const double power = std::pow(10, std::floor(std::log10(std::max(value, 1e-6))));
    for (const double step : {1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0}) {
        if (value <= step * power) {
            return step * power;
        }
    }
    return 10 * power;
}

QList<QPointF> pointsOf(const models::MarketCurves::Steps& steps)
{
    QList<QPointF> out;
    for (const auto& [cards, price] : steps) {
        out.append(QPointF(cards, price));
    }
    return out;
}

} // namespace

MarketChart::MarketChart(const Theme& theme, QWidget* parent)
    : QChartView(new QChart, parent)
    , m_theme(theme)
    , m_chart(chart())
    , m_demand(new QLineSeries)
    , m_supply(new QLineSeries)
    , m_price(new QLineSeries)
    , m_mark(new QScatterSeries)
    , m_cards(new QValueAxis)
    , m_cny(new QValueAxis)
{
    prepareChart(*this);
    setMinimumHeight(160);
    m_chart->legend()->setAlignment(Qt::AlignRight);
    m_chart->legend()->setMarkerShape(QLegend::MarkerShapeFromSeries);
    m_cards->setTickCount(6);
    m_cards->setLabelFormat(QStringLiteral("%.0f"));
    m_cny->setTickCount(5);
    m_cny->setLabelFormat(QStringLiteral("%.2f"));
    m_chart->addAxis(m_cards, Qt::AlignBottom);
    m_chart->addAxis(m_cny, Qt::AlignLeft);
    m_mark->setMarkerSize(kMark_px);
    for (QXYSeries* series : {static_cast<QXYSeries*>(m_demand), static_cast<QXYSeries*>(m_supply),
                              static_cast<QXYSeries*>(m_price), static_cast<QXYSeries*>(m_mark)}) {
        m_chart->addSeries(series);
        series->attachAxis(m_cards);
        series->attachAxis(m_cny);
    }
    connect(&theme, &Theme::changed, this, &MarketChart::applyTheme);
    applyTheme();
    retranslate();
}

void MarketChart::applyTheme()
{
    const Tokens& tokens = m_theme.tokens();
    styleGround(*this, tokens);
    m_chart->setTitleBrush(tokens.text);
    m_chart->setTitleFont(bodyFont());
    m_chart->legend()->setLabelColor(tokens.text);
    m_chart->legend()->setFont(smallFont());
    m_demand->setPen(QPen(tokens.accent, kLine_px));
    m_supply->setPen(QPen(tokens.differenceHigh, kLine_px));
    m_price->setPen(QPen(tokens.text, 1, Qt::DashLine));
    m_mark->setBrush(tokens.text);
    m_mark->setPen(QPen(tokens.bg1, 1));
    styleAxis(*m_cards, tokens);
    styleAxis(*m_cny, tokens);
}

void MarketChart::show(const models::MarketCurves& curves, const QString& title)
{
    m_curves = curves;
    m_title = title;
    const double cards = roundedUp(std::max(1.0, curves.shownCards()));
    m_cards->setRange(0, cards);
    m_cny->setRange(0, roundedUp(kAbove * curves.highestShown()));
    m_demand->replace(pointsOf(curves.demand));
    m_supply->replace(pointsOf(curves.supply));
    m_price->clear();
    m_mark->clear();
    if (curves.cards > 0) {
        m_price->append(0, curves.price);
        m_price->append(cards, curves.price);
        m_mark->append(curves.cards, curves.price);
    }
    describe();
}

/// In words, for those who do not see it.
void MarketChart::describe()
{
    m_chart->setTitle(m_title.isEmpty() ? tr("Demand and supply") : m_title);
    const QString traded = m_curves.cards > 0 ? tr("%1 cards are traded at %2 CNY per card and hour.")
                                                    .arg(m_curves.cards, 0, 'f', 0)
                                                    .arg(m_curves.price, 0, 'f', 4)
                                              : tr("Nothing is traded.");
    setAccessibleName(tr("Demand and supply"));
    setAccessibleDescription(m_title.isEmpty() ? QString() : m_title + QStringLiteral(": ") + traded);
    setToolTip(m_title.isEmpty() ? QString() : traded);
}

void MarketChart::retranslate()
{
    m_demand->setName(tr("Demand: limits of bids"));
    m_supply->setName(tr("Supply: reserve prices"));
    m_price->setName(tr("Clearing price"));
    m_mark->setName(tr("Cards traded"));
    m_cards->setTitleText(tr("Cards"));
    m_cny->setTitleText(tr("CNY per card and hour"));
    describe();
}

} // namespace views
