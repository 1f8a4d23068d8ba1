#include "views/placement/gantt_painter.h"

#include "models/format/format.h"
#include "views/theme/style_sheet.h"

#include <QPainter>

#include <algorithm>

namespace views {

using models::GanttBar;
using models::GanttState;

namespace {

constexpr int kPad = 8;
constexpr int kLeastLabel = 24;  ///< px: narrower bars have no text
constexpr int kLeastHeight = 14; ///< px: nor have lower ones; their tool tip says it

QColor mixed(const QColor& a, const QColor& b, double share)
{
    const auto at = [share](int from, int to) {
        return static_cast<int>(from + (to - from) * share);
    };
    return {at(a.red(), b.red()), at(a.green(), b.green()), at(a.blue(), b.blue())};
}

/// What is wrong with a job there, the worst of it.
std::optional<twin::state::Severity> severityOf(const GanttBar& bar)
{
    using twin::state::Severity;
    if (bar.isLate) {
        return Severity::Critical;
    }
    return bar.state == GanttState::Stopped    ? std::optional(Severity::Major)
           : bar.state == GanttState::Degraded ? std::optional(Severity::Minor)
                                               : std::nullopt;
}

} // namespace

/// Jobs are asked for by their identifiers: a name makes room for that, not the other way round.
QString ganttLabel(const GanttBar& bar, const QFontMetrics& metrics, int width)
{
    if (bar.label != bar.id) {
        const QString both = bar.id + QStringLiteral(" · ") + bar.label;
        if (metrics.horizontalAdvance(both) <= width) {
            return both;
        }
    }
    return metrics.elidedText(bar.id, Qt::ElideMiddle, width); // the number stands at the end
}

std::vector<GanttLane> ganttLanes(const models::GanttModel& model)
{
    constexpr std::size_t kMostLanes = 4;
    std::vector<GanttLane> out(model.bars().size());
    for (int row = 0; row < static_cast<int>(model.rows().size()); ++row) {
        const auto [first, last] = model.barsOf(row);
        std::vector<twin::TimeNs> ends; // of each lane
        std::vector<QString> jobs;      // the last one in it
        for (std::size_t bar = first; bar < last; ++bar) {
            const GanttBar& of = model.bars()[bar];
            std::size_t lane = 0;
            const auto isFree = [&](std::size_t at) {
                return ends[at] <= of.begin;
            };
            while (lane < ends.size() && !(isFree(lane) && jobs[lane] == of.id)) {
                ++lane; // a job goes on where it was
            }
            if (lane == ends.size()) {
                for (lane = 0; lane < ends.size() && !isFree(lane);) {
                    ++lane;
                }
            }
            if (lane == ends.size() && lane < kMostLanes) {
                ends.push_back(of.end);
                jobs.push_back(of.id);
            }
            lane = std::min(lane, kMostLanes - 1);
            ends[lane] = std::max(ends[lane], of.end);
            jobs[lane] = of.id;
            out[bar].lane = static_cast<int>(lane);
        }
        for (std::size_t bar = first; bar < last; ++bar) {
            out[bar].lanes = static_cast<int>(ends.size());
        }
    }
    return out;
}

GanttPainter::GanttPainter(QPainter& painter, const models::GanttModel& model,
                           const std::vector<GanttLane>& lanes, const GanttGeometry& geometry,
                           const Tokens& tokens, int height)
    : m_painter(painter)
    , m_model(model)
    , m_lanes(lanes)
    , m_geometry(geometry)
    , m_tokens(tokens)
    , m_height(height)
{}

void GanttPainter::paint(std::optional<std::size_t> current, bool hasFocus)
{
    m_painter.setFont(smallFont());
    paintRows(current, hasFocus);
    paintNow();
    paintScale();
}

void GanttPainter::paintScale()
{
    m_painter.fillRect(0, 0, m_geometry.width, m_geometry.header, m_tokens.bg2);
    const auto [ticks, areDays] = m_geometry.ticks();
    const QFontMetrics metrics(m_painter.font());
    m_painter.setPen(m_tokens.dim);
    for (const twin::TimeNs tick : ticks) {
        const double x = m_geometry.x(tick);
        const QString whole = models::format::dateTime(tick);
        const QString text = areDays ? whole.left(10) : whole.mid(5, 11);
        if (x >= m_geometry.labels && x + metrics.horizontalAdvance(text) + 4 < m_geometry.width) {
            m_painter.drawText(QRectF(x + 4, 0, 140, m_geometry.header), Qt::AlignVCenter, text);
        }
    }
}

void GanttPainter::paintRows(std::optional<std::size_t> current, bool hasFocus)
{
    const auto ticks = m_geometry.ticks().first;
    const int last = static_cast<int>(m_model.rows().size()) - 1;
    const int first = std::max(0, m_geometry.rowAt(m_geometry.header));
    const int end = std::min(last, m_geometry.rowAt(std::max(m_height, m_geometry.header)));
    m_painter.setPen(m_tokens.line);
    for (const twin::TimeNs tick : ticks) {
        const double x = m_geometry.x(tick);
        if (x >= m_geometry.labels) {
            m_painter.drawLine(QPointF(x, m_geometry.header), QPointF(x, m_height));
        }
    }
    m_painter.save();
    m_painter.setClipRect(m_geometry.labels, m_geometry.header, m_geometry.plotWidth(), m_height);
    for (int row = first; row <= end; ++row) {
        paintLoad(row);
        const auto [from, to] = m_model.barsOf(row);
        for (std::size_t bar = from; bar < to; ++bar) {
            if (bar != current) {
                paintBar(bar, false, false);
            }
        }
    }
    if (current && m_model.bars()[*current].row >= first && m_model.bars()[*current].row <= end) {
        paintBar(*current, true, hasFocus); // over those it overlaps
    }
    m_painter.restore();
    for (int row = first; row <= end; ++row) {
        paintLabel(row);
    }
}

void GanttPainter::paintLabel(int row)
{
    const models::GanttRow& of = m_model.rows()[static_cast<std::size_t>(row)];
    const int top = m_geometry.rowTop(row);
    const QRect rect(0, top, m_geometry.labels, m_geometry.rowHeight(row));
    m_painter.fillRect(rect, m_tokens.bg1);
    m_painter.setPen(of.isBefore ? m_tokens.dim : m_tokens.text);
    const QRect text = rect.adjusted(kPad, 0, -kPad, 0);
    m_painter.drawText(text, Qt::AlignVCenter,
                       m_painter.fontMetrics().elidedText(of.label, Qt::ElideMiddle, text.width()));
    m_painter.setPen(m_tokens.line);
    m_painter.drawLine(0, rect.bottom(), m_geometry.width, rect.bottom());
}

/// A thin line at the foot of the row: how much of the pool's cards these jobs hold.
void GanttPainter::paintLoad(int row)
{
    const double cards = m_model.rows()[static_cast<std::size_t>(row)].cards;
    if (cards <= 0) {
        return;
    }
    const auto steps = m_model.occupancy(row);
    const double foot = m_geometry.rowTop(row + 1) - 1;
    for (std::size_t i = 0; i + 1 < steps.size(); ++i) {
        const double left = m_geometry.x(steps[i].first);
        const double right = m_geometry.x(steps[i + 1].first);
        const double share = std::min(1.0, steps[i].second / cards);
        if (share > 0) {
            m_painter.fillRect(QRectF(left, foot - 3, right - left, 3), m_tokens.utilisation(share));
        }
    }
}

void GanttPainter::paintBar(std::size_t index, bool isCurrent, bool hasFocus)
{
    const GanttBar& bar = m_model.bars()[index];
    QRectF rect = m_geometry.bar(bar.row, bar.begin, bar.end, m_lanes[index]);
    rect.translate(0, -2); // the load's line keeps the foot of the row
    if (rect.right() < m_geometry.labels || rect.left() > m_geometry.width) {
        return;
    }
    const bool isBefore = m_model.rows()[static_cast<std::size_t>(bar.row)].isBefore;
    const bool isQueued = bar.state == GanttState::Queued;
    const double share = isCurrent ? 0.55 : isQueued ? 0 : isBefore ? 0.12 : 0.3;
    const QColor fill = mixed(m_tokens.bg2, m_tokens.accent, share);
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(fill);
    m_painter.drawRect(rect);
    if (bar.compute > bar.begin) { // staging: cards wait for data
        QRectF staging = rect;
        staging.setRight(std::min(rect.right(), std::max(rect.left() + 2, m_geometry.x(bar.compute))));
        m_painter.fillRect(staging, m_tokens.bg2);
        m_painter.fillRect(staging, QBrush(m_tokens.dim, Qt::BDiagPattern));
    }
    if (bar.state == GanttState::Waiting) {
        m_painter.fillRect(rect, QBrush(m_tokens.dim, Qt::BDiagPattern));
    }
    if (bar.state == GanttState::Stopped) {
        m_painter.fillRect(rect, QBrush(m_tokens.major, Qt::DiagCrossPattern));
    }
    const auto severity = severityOf(bar);
    const bool isMoved = bar.state == GanttState::Moved;
    QPen pen(isCurrent  ? m_tokens.text
             : severity ? m_tokens.severity(*severity)
                        : m_tokens.accent,
             isCurrent && hasFocus ? 2 : 1);
    pen.setStyle(isQueued ? Qt::DotLine : bar.isOpen || isMoved ? Qt::DashLine : Qt::SolidLine);
    m_painter.setPen(pen);
    m_painter.setBrush(Qt::NoBrush);
    m_painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5));
    if (severity) {
        paintSeverityShape(m_painter, QRectF(rect.left() + 2, rect.top() + 2, 10, 10), *severity, m_tokens);
    }
    paintDeadline(bar, rect);
    QRectF text = rect.adjusted(severity ? 16 : 4, 0, -4, 0);
    text.setLeft(std::max<double>(text.left(), m_geometry.labels + 4)); // names of long jobs stay in sight
    if (text.width() >= kLeastLabel && rect.height() >= kLeastHeight) {
        m_painter.setPen(m_tokens.text);
        m_painter.drawText(text, Qt::AlignVCenter,
                           ganttLabel(bar, m_painter.fontMetrics(), static_cast<int>(text.width())));
    }
}

/// A short line that stands out above and below the bar, at its deadline.
void GanttPainter::paintDeadline(const GanttBar& bar, const QRectF& rect)
{
    if (bar.deadline != 0) {
        const double x = m_geometry.x(bar.deadline);
        m_painter.setPen(QPen(bar.isLate ? m_tokens.critical : m_tokens.text, 2));
        m_painter.drawLine(QPointF(x, rect.top() - 2), QPointF(x, rect.bottom() + 2));
    }
}

void GanttPainter::paintNow()
{
    const double x = m_geometry.x(m_model.now());
    if (m_model.now() != 0 && x >= m_geometry.labels && x <= m_geometry.width) {
        m_painter.setPen(QPen(m_tokens.text, 1, Qt::DotLine));
        m_painter.drawLine(QPointF(x, m_geometry.header), QPointF(x, m_height));
    }
}

} // namespace views
