#include "views/widgets/chart_style.h"

#include "views/theme/style_sheet.h"

#include <QAbstractAxis>
#include <QChart>
#include <QChartView>
#include <QGraphicsLayout>

namespace views {

void prepareChart(QChartView& view)
{
    view.setRenderHint(QPainter::Antialiasing);
    view.setFrameShape(QFrame::NoFrame);
    view.setFocusPolicy(Qt::NoFocus);
    QChart& chart = *view.chart();
    chart.setAnimationOptions(QChart::NoAnimation);
    chart.setMargins(QMargins(4, 4, 12, 4));
    chart.layout()->setContentsMargins(0, 0, 0, 0);
    chart.setBackgroundRoundness(0);
}

void styleGround(QChartView& view, const Tokens& tokens)
{
    view.chart()->setBackgroundBrush(tokens.bg1);
    view.setBackgroundBrush(tokens.bg1);
}

void styleAxis(QAbstractAxis& axis, const Tokens& tokens)
{
    axis.setLabelsColor(tokens.dim);
    axis.setLinePenColor(tokens.line);
    axis.setGridLineColor(tokens.line);
    axis.setLabelsFont(smallFont());
    axis.setTitleFont(smallFont());
    axis.setTitleBrush(tokens.dim);
}

} // namespace views
