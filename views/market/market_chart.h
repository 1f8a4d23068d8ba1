#pragma once

#include "models/market/market_curves.h"
#include "views/theme/theme.h"

#include <QChartView>

class QChart;
class QLineSeries;
class QScatterSeries;
class QValueAxis;

namespace views {

/// Demand and supply of one market as steps, the clearing price across them, and a mark at what is traded.
class MarketChart final : public QChartView
{
    Q_OBJECT

  public:
    /// `theme` outlives the chart.
    explicit MarketChart(const Theme& theme, QWidget* parent = nullptr);

    /// @param title of the market
    void show(const models::MarketCurves& curves, const QString& title);
    void retranslate();

  private:
    void applyTheme();
    void describe();

    const Theme& m_theme;
    QChart* m_chart;
    QLineSeries* m_demand;
    QLineSeries* m_supply;
    QLineSeries* m_price;
    QScatterSeries* m_mark;
    QValueAxis* m_cards;
    QValueAxis* m_cny;
    models::MarketCurves m_curves;
    QString m_title;
};

} // namespace views
