#include "views/planner/figure_chart.h"

#include "views/theme/style_sheet.h"

#include <QBarCategoryAxis>
#include <QBarSeries>
#include <QBarSet>
#include <QChart>
#include <QChartView>
#include <QGraphicsLayout>
#include <QLegend>
#include <QValueAxis>

#include <cmath>

namespace views {

namespace {

constexpr int kNameLength = 18;
constexpr double kBarWidth = 0.6;

} // namespace

FigureChart::FigureChart(const Theme& theme)
    : m_theme(theme)
    , m_chart(new QChart)
    , m_view(new QChartView(m_chart))
    , m_names(new QBarCategoryAxis)
    , m_values(new QValueAxis)
{
    m_view->setObjectName(QStringLiteral("figureChart"));
    m_view->setRenderHint(QPainter::Antialiasing);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setFocusPolicy(Qt::NoFocus);
    m_chart->setAnimationOptions(QChart::NoAnimation);
    m_chart->setMargins(QMargins(8, 4, 8, 4));
    m_chart->layout()->setContentsMargins(0, 0, 0, 0);
    m_chart->setBackgroundRoundness(0);
    m_chart->legend()->hide();
    m_chart->addAxis(m_names, Qt::AlignBottom);
    m_chart->addAxis(m_values, Qt::AlignLeft);
    applyTheme();
}

QWidget* FigureChart::widget() const
{
    return m_view;
}

void FigureChart::show(const QString& title, const QString& unit, const QList<Bar>& bars)
{
    auto* set = new QBarSet(title);
    QStringList names;
    double least = 0;
    double most = 0;
    for (const Bar& bar : bars) {
        const double value = std::isfinite(bar.value) ? bar.value : 0;
        set->append(value);
        QString name = bar.name.size() > kNameLength ? bar.name.left(kNameLength - 1) + u'…' : bar.name;
        while (names.contains(name)) { // an axis shows each name once
            name += u' ';
        }
        names.append(name);
        least = qMin(least, value);
        most = qMax(most, value);
    }
    if (m_series != nullptr) {
        m_chart->removeSeries(m_series);
        delete m_series;
    }
    m_series = new QBarSeries;
    m_series->setBarWidth(kBarWidth);
    m_series->append(set);
    m_chart->addSeries(m_series);
    m_names->setCategories(names);
    m_series->attachAxis(m_names);
    m_series->attachAxis(m_values);
    m_values->setRange(least, most > least ? most : least + 1);
    m_values->applyNiceNumbers();
    const double top = qMax(std::abs(m_values->max()), std::abs(m_values->min()));
    m_values->setLabelFormat(top < 10 ? QStringLiteral("%.2f") : QStringLiteral("%.0f"));
    m_chart->setTitle(unit.isEmpty() ? title : title + QStringLiteral(" (") + unit + u')');
    applyTheme();
}

void FigureChart::applyTheme()
{
    const Tokens& tokens = m_theme.tokens();
    m_chart->setBackgroundBrush(tokens.bg1);
    m_chart->setTitleBrush(tokens.text);
    m_chart->setTitleFont(bodyFont());
    m_view->setBackgroundBrush(tokens.bg1);
    for (QAbstractAxis* axis :
         {static_cast<QAbstractAxis*>(m_names), static_cast<QAbstractAxis*>(m_values)}) {
        axis->setLabelsColor(tokens.dim);
        axis->setLinePenColor(tokens.line);
        axis->setGridLineColor(tokens.line);
        axis->setLabelsFont(smallFont());
    }
    m_names->setGridLineVisible(false);
    if (m_series != nullptr) {
        for (QBarSet* set : m_series->barSets()) {
            set->setBrush(tokens.accent);
            set->setPen(Qt::NoPen);
        }
    }
}

} // namespace views
