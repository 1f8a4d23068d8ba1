#include "views/placement/occupancy_view.h"

#include "models/format/format.h"
#include "views/placement/gantt_view.h"
#include "views/theme/style_sheet.h"

#include <QPainter>

#include <algorithm>

namespace views {

OccupancyView::OccupancyView(const models::GanttModel& model, const GanttView& gantt, const Theme& theme,
                             const models::Language& language, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_gantt(gantt)
    , m_theme(theme)
    , m_language(language)
{
    setMinimumHeight(48);
    const auto repaint = qOverload<>(&QWidget::update);
    connect(&gantt, &GanttView::stretchChanged, this, repaint);
    connect(&theme, &Theme::changed, this, repaint);
    connect(&model, &models::GanttModel::changed, this, [this] {
        m_row = find();
        update();
    });
}

void OccupancyView::setRow(int row)
{
    m_row = row;
    m_pool.reset();
    if (row >= 0) {
        const models::GanttRow& of = m_model.rows()[static_cast<std::size_t>(row)];
        m_pool.emplace(of.key, of.isBefore);
    }
    update();
}

int OccupancyView::find() const
{
    const auto& rows = m_model.rows();
    const auto found = std::ranges::find_if(rows, [this](const models::GanttRow& row) {
        return m_pool && row.key == m_pool->first && row.isBefore == m_pool->second;
    });
    return found == rows.end() ? -1 : static_cast<int>(found - rows.begin());
}

void OccupancyView::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const Tokens& tokens = m_theme.tokens();
    painter.fillRect(rect(), tokens.bg1);
    painter.setPen(tokens.line);
    painter.drawLine(0, 0, width(), 0);
    painter.setFont(smallFont());
    painter.setPen(tokens.dim);
    if (m_row < 0) {
        painter.drawText(rect(), Qt::AlignCenter,
                         tr("Choose a bar: the cards held at its pool are shown here."));
        return;
    }
    const models::GanttRow& row = m_model.rows()[static_cast<std::size_t>(m_row)];
    double most = row.cards;
    const int other = m_model.beside(m_row);
    for (const int each : {m_row, other}) {
        if (each >= 0) {
            for (const auto& [time, held] : m_model.occupancy(each)) {
                most = std::max(most, held);
            }
        }
    }
    const GanttGeometry& geometry = m_gantt.geometryOfChart();
    const QRectF plot(geometry.labels, 14, geometry.plotWidth(), height() - 18);
    paintLabels(painter, QRectF(8, 0, geometry.labels - 16, height()), most, other);
    if (most > 0) {
        paintSteps(painter, plot, most);
        if (other >= 0) {
            paintLine(painter, plot, most, other);
        }
    }
}

/// The pool's name, the scale, and what the lines are: where there is no room for all of it, the scale stays.
void OccupancyView::paintLabels(QPainter& painter, const QRectF& label, double most, int other) const
{
    const models::GanttRow& row = m_model.rows()[static_cast<std::size_t>(m_row)];
    const QFontMetrics metrics = painter.fontMetrics();
    const QString zero = QStringLiteral("0");
    const int gap = metrics.horizontalAdvance(u'0');
    const int width = static_cast<int>(label.width());
    const QString what = other < 0      ? tr("cards held")
                         : row.isBefore ? tr("cards held; line: scenario")
                                        : tr("cards held; line: base");
    painter.setPen(m_theme.tokens().text);
    painter.drawText(label, Qt::AlignVCenter, metrics.elidedText(row.label, Qt::ElideMiddle, width));
    painter.setPen(m_theme.tokens().dim);
    painter.drawText(label, Qt::AlignTop | Qt::AlignRight, models::format::count(most, m_language.locale()));
    painter.drawText(label, Qt::AlignBottom | Qt::AlignRight, zero);
    painter.drawText(label, Qt::AlignBottom | Qt::AlignLeft,
                     metrics.elidedText(what, Qt::ElideRight, width - metrics.horizontalAdvance(zero) - gap));
}

/// The other side of the same pool, as steps without an area.
void OccupancyView::paintLine(QPainter& painter, const QRectF& plot, double most, int row)
{
    const GanttGeometry& geometry = m_gantt.geometryOfChart();
    QPolygonF line;
    double before = plot.bottom();
    for (const auto& [time, held] : m_model.occupancy(row)) {
        const double x = geometry.x(time);
        const double y = plot.bottom() - plot.height() * held / most;
        line << QPointF(x, before) << QPointF(x, y);
        before = y;
    }
    painter.setPen(QPen(m_theme.tokens().text, 1.5, Qt::DotLine));
    painter.drawPolyline(line);
}

void OccupancyView::paintSteps(QPainter& painter, const QRectF& plot, double most)
{
    const Tokens& tokens = m_theme.tokens();
    const GanttGeometry& geometry = m_gantt.geometryOfChart();
    const auto y = [&](double cards) {
        return plot.bottom() - plot.height() * cards / most;
    };
    const auto steps = m_model.occupancy(m_row);
    painter.setClipRect(plot.adjusted(0, -2, 0, 2));
    QColor fill = tokens.accent;
    fill.setAlpha(80);
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const double left = geometry.x(steps[i].first);
        const double right = i + 1 < steps.size() ? geometry.x(steps[i + 1].first) : left;
        const double top = y(steps[i].second);
        const double before = i == 0 ? y(0) : y(steps[i - 1].second);
        painter.fillRect(QRectF(left, top, right - left, plot.bottom() - top), fill);
        painter.setPen(QPen(tokens.accent, 1.5));
        painter.drawLine(QPointF(left, before), QPointF(left, top));
        painter.drawLine(QPointF(left, top), QPointF(right, top));
    }
    const double cards = m_model.rows()[static_cast<std::size_t>(m_row)].cards;
    if (cards > 0) {
        painter.setPen(QPen(tokens.dim, 1, Qt::DashLine));
        painter.drawLine(QPointF(plot.left(), y(cards)), QPointF(plot.right(), y(cards)));
    }
}

} // namespace views
