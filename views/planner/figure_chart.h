#pragma once

#include "views/theme/theme.h"

#include <QList>
#include <QString>

class QBarCategoryAxis;
class QBarSeries;
class QChart;
class QChartView;
class QValueAxis;
class QWidget;

namespace views {

/// One figure of several scenarios as bars. The widget belongs to the layout it is put in.
class FigureChart
{
  public:
    struct Bar
    {
        QString name;
        double value = 0; ///< in `unit`; NaN: not known
    };

    explicit FigureChart(const Theme& theme);

    [[nodiscard]] QWidget* widget() const;
    void show(const QString& title, const QString& unit, const QList<Bar>& bars);
    void applyTheme();

  private:
    const Theme& m_theme;
    QChart* m_chart;
    QChartView* m_view;
    QBarSeries* m_series = nullptr;
    QBarCategoryAxis* m_names;
    QValueAxis* m_values;
};

} // namespace views
