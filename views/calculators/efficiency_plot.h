#pragma once

#include "views/theme/theme.h"

#include <QChartView>

#include <utility>
#include <vector>

class QAbstractAxis;
class QChart;
class QLineSeries;
class QLogValueAxis;
class QScatterSeries;
class QValueAxis;

namespace views {

/// An efficiency, 0 to 100 %, over one value; the value that is set is marked on the curve.
class EfficiencyPlot final : public QChartView
{
    Q_OBJECT

  public:
    /// `theme` outlives the plot.
    explicit EfficiencyPlot(const Theme& theme, QWidget* parent = nullptr);

    /// @param points x and efficiency 0..1, ascending in x @param at the value that is set
    void show(const std::vector<std::pair<double, double>>& points, bool isLogarithmic, const QString& title,
              double at);

  private:
    void applyTheme();
    void showAxis(QAbstractAxis* axis);

    const Theme& m_theme;
    QChart* m_chart;
    QLineSeries* m_line;
    QScatterSeries* m_mark;
    QValueAxis* m_y;
    QValueAxis* m_x;
    QLogValueAxis* m_logX;
};

} // namespace views
