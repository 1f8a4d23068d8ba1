#pragma once

#include "models/series/series_model.h"
#include "views/theme/theme.h"

#include <QList>

class QChart;
class QChartView;
class QLineSeries;
class QDateTimeAxis;
class QValueAxis;
class QWidget;

namespace views {

/// A Qt Charts line plot of a SeriesView: time in UTC+8 below, the unit on the axis, thresholds as thin
/// lines, lines split at gaps. The widget belongs to the layout it is put in.
class SeriesPlot
{
  public:
    explicit SeriesPlot(const Theme& theme);

    [[nodiscard]] QWidget* widget() const;
    void show(const models::SeriesView& view);
    void applyTheme();

  private:
    QLineSeries* stretch(qsizetype number);
    void setValueRange(double min, double max);
    void drawBands(const models::SeriesView& view, qsizetype& used);

    const Theme& m_theme;
    QChart* m_chart;
    QChartView* m_view;
    QDateTimeAxis* m_time;
    QValueAxis* m_value;
    QList<QLineSeries*> m_stretches;
};

} // namespace views
