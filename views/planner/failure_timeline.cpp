#include "views/planner/failure_timeline.h"

#include "views/theme/style_sheet.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace views {

namespace {

constexpr double kAxis = 18; ///< below, with the times
constexpr double kLeastBar = 4;
constexpr double kSide = 6;
constexpr double kDrag = 4; ///< pixels before a press becomes a drag

} // namespace

FailureTimeline::FailureTimeline(const models::FailureTable& table, const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_table(table)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("failureTimeline"));
    connect(&table, &QAbstractItemModel::modelReset, this, [this] {
        // The row under the pointer may be another one now: what is dragged is let go.
        m_dragged = -1;
        m_moved = 0;
        update();
    });
    connect(&theme, &Theme::changed, this, [this] { update(); });
}

void FailureTimeline::setCurrent(int row)
{
    m_current = row;
    update();
}

twin::TimeNs FailureTimeline::last() const
{
    twin::TimeNs out = m_table.beginning() + twin::kMinute;
    for (int row = 0; row < m_table.rowCount(); ++row) {
        out = std::max({out, m_table.begin(row), m_table.end(row).value_or(0)});
    }
    // What goes on for good still has a bar behind its beginning.
    return out + (out - m_table.beginning()) / 10;
}

double FailureTimeline::xOf(twin::TimeNs time) const
{
    const auto all = static_cast<double>(last() - m_table.beginning());
    return kSide + static_cast<double>(time - m_table.beginning()) / all * (width() - 2 * kSide);
}

twin::TimeNs FailureTimeline::span(double pixels) const
{
    const auto all = static_cast<double>(last() - m_table.beginning());
    const auto ns = static_cast<twin::TimeNs>(pixels / std::max(1.0, width() - 2 * kSide) * all);
    return ns / twin::kSecond * twin::kSecond;
}

QRectF FailureTimeline::bar(int row) const
{
    const int rows = std::max(1, m_table.rowCount());
    const double each = std::clamp((height() - kAxis) / rows, 1.0, 14.0);
    const double from = xOf(m_table.begin(row));
    const double to = m_table.end(row) ? xOf(*m_table.end(row)) : width() - kSide;
    return {from, row * each, std::max(kLeastBar, to - from), std::max(1.0, each - 2)};
}

void FailureTimeline::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& tokens = m_theme.tokens();
    painter.fillRect(rect(), tokens.bg1);
    painter.setFont(smallFont());
    painter.setPen(tokens.line);
    painter.drawLine(QPointF(kSide, height() - kAxis), QPointF(width() - kSide, height() - kAxis));
    for (int row = 0; row < m_table.rowCount(); ++row) {
        const QRectF place = bar(row).translated(row == m_dragged ? m_moved : 0, 0);
        painter.fillRect(place, row == m_current ? tokens.accent : tokens.dim);
    }
    painter.setPen(tokens.dim);
    const QRectF axis(kSide, height() - kAxis, width() - 2 * kSide, kAxis);
    painter.drawText(axis, Qt::AlignLeft | Qt::AlignVCenter, m_table.timeText(m_table.beginning()));
    painter.drawText(axis, Qt::AlignRight | Qt::AlignVCenter, m_table.timeText(last()));
}

void FailureTimeline::mousePressEvent(QMouseEvent* event)
{
    for (int row = 0; row < m_table.rowCount(); ++row) {
        if (bar(row).adjusted(-3, -1, 3, 1).contains(event->position())) {
            m_dragged = row;
            m_pressed = event->position().x();
            m_moved = 0;
            Q_EMIT chosen(row);
            return;
        }
    }
}

void FailureTimeline::mouseMoveEvent(QMouseEvent* event)
{
    if (m_dragged >= 0) {
        m_moved = event->position().x() - m_pressed;
        update();
    }
}

void FailureTimeline::mouseReleaseEvent(QMouseEvent*)
{
    const int row = std::exchange(m_dragged, -1);
    const double by = std::exchange(m_moved, 0.0);
    update();
    if (row >= 0 && std::abs(by) >= kDrag) {
        Q_EMIT moved(row, span(by));
    }
}

} // namespace views
