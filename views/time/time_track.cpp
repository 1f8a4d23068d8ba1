#include "views/time/time_track.h"

#include "models/console_models.h"
#include "models/format/format.h"
#include "models/format/terms.h"
#include "views/map/map_palette.h"
#include "views/theme/style_sheet.h"
#include "views/theme/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <utility>

namespace views {

using twin::TimeNs;
using twin::state::Severity;
using twin::state::TimeMark;
using twin::state::TimeMode;
using twin::state::TimeRange;

namespace {

constexpr double kBandTop = 18; ///< the band of what is kept; labels stand above it
constexpr double kBandHeight = 8;
constexpr double kBandStrength = 0.4; ///< of the dim text in it: lines alone are faint on their ground
constexpr double kMarkSize = 8;
constexpr double kMomentHalf = 5;    ///< of the mark of the moment shown
constexpr double kClickSlack = 4;    ///< pixels a stretch must have
constexpr double kTipReach = 5;      ///< pixels from a mark
constexpr double kWheelStep = 120.0; ///< eighths of a degree a notch
constexpr int kPage_s = 30;

QString tickText(TimeNs tick, TimeNs step)
{
    if (step >= 24 * twin::kHour) {
        return models::format::date(tick);
    }
    const QString clock = models::format::clock(tick);
    return step >= twin::kMinute ? clock.left(5) : clock;
}

} // namespace

TimeTrack::TimeTrack(const ViewContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
{
    setObjectName(QStringLiteral("timeTrack"));
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFont(smallFont());
    retranslate();
}

void TimeTrack::retranslate()
{
    setAccessibleName(tr("Moment shown"));
    setAccessibleDescription(tr("Drag to look back; Shift and drag to show a stretch; the wheel zooms; Left "
                                "and Right move by a second"));
    update();
}

TimeScale TimeTrack::scale() const
{
    return {m_context.models.time.window(), std::max(1.0, static_cast<double>(width()))};
}

void TimeTrack::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const TimeScale shown = scale();
    paintGround(painter, shown);
    if (m_context.models.time.range().isEmpty()) {
        return;
    }
    paintTicks(painter, shown);
    paintMarks(painter, shown);
    paintMoment(painter, shown);
}

/// The band is full where there is something to go back to, a line where there is nothing.
void TimeTrack::paintGround(QPainter& painter, const TimeScale& shown) const
{
    const Tokens& tokens = m_context.theme.tokens();
    const TimeRange kept = m_context.models.time.range();
    const double middle = std::floor(kBandTop + kBandHeight / 2) + 0.5;
    painter.setPen(QPen(tokens.line, 1, Qt::DotLine));
    painter.drawLine(QPointF(0, middle), QPointF(width(), middle));
    if (!kept.isEmpty()) {
        const double left = std::clamp(shown.x(kept.begin), 0.0, shown.width);
        const double right = std::clamp(shown.x(kept.end), 0.0, shown.width);
        painter.fillRect(QRectF(left, kBandTop, right - left, kBandHeight),
                         mixed(tokens.line, tokens.dim, kBandStrength));
    }
    if (m_stretchFrom) {
        QColor fill = tokens.accent;
        fill.setAlphaF(0.3F);
        painter.fillRect(QRectF(QPointF(*m_stretchFrom, 2), QPointF(m_stretchTo, height() - 2)).normalized(),
                         fill);
    }
    if (hasFocus()) {
        painter.setPen(tokens.accent);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
    }
}

void TimeTrack::paintTicks(QPainter& painter, const TimeScale& shown) const
{
    const Tokens& tokens = m_context.theme.tokens();
    const QFontMetricsF metrics(font());
    TimeNs step = shown.tickStep(metrics.horizontalAdvance(QStringLiteral("00:00:00")));
    if (step >= 24 * twin::kHour) {
        step = shown.tickStep(metrics.horizontalAdvance(QStringLiteral("2026-00-00")));
    }
    const double moment = shown.x(m_context.models.time.moment());
    for (const TimeNs tick : shown.ticks(step)) {
        const QString text = tickText(tick, step);
        const double x = std::floor(shown.x(tick)) + 0.5;
        painter.setPen(tokens.dim);
        painter.drawLine(QPointF(x, kBandTop - 3), QPointF(x, kBandTop));
        const double half = metrics.horizontalAdvance(text) / 2;
        const bool isUnderMoment = std::abs(x - moment) < half + kMomentHalf; // its mark would cut it
        if (x - half >= 0 && x + half <= width() && !isUnderMoment) {
            painter.setPen(tokens.dim);
            painter.drawText(QPointF(x - half, kBandTop - 6), text);
        }
    }
}

/// The shape and colour of the severity; mended things are a small line, they need no look.
void TimeTrack::paintMarks(QPainter& painter, const TimeScale& shown) const
{
    const Tokens& tokens = m_context.theme.tokens();
    const double middle = kBandTop + kBandHeight / 2;
    painter.setRenderHint(QPainter::Antialiasing);
    for (const TimeMark& mark : m_context.models.time.marks()) {
        const double x = shown.x(mark.time);
        if (x < -kMarkSize || x > width() + kMarkSize) {
            continue;
        }
        if (mark.severity == Severity::Cleared) {
            painter.setPen(QPen(tokens.normal, 1.5));
            painter.drawLine(QPointF(x, kBandTop), QPointF(x, kBandTop + kBandHeight));
        } else {
            paintSeverityShape(painter,
                               QRectF(x - kMarkSize / 2, middle - kMarkSize / 2, kMarkSize, kMarkSize),
                               mark.severity, tokens);
        }
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void TimeTrack::paintMoment(QPainter& painter, const TimeScale& shown) const
{
    const Tokens& tokens = m_context.theme.tokens();
    const models::TimeLine& line = m_context.models.time;
    const double x = std::clamp(std::floor(shown.x(line.moment())) + 0.5, 0.5, shown.width - 1.5);
    const QColor colour = line.mode() == TimeMode::Live     ? tokens.text
                          : line.mode() == TimeMode::Replay ? tokens.differenceHigh
                                                            : tokens.accent;
    painter.setPen(QPen(colour, 2));
    painter.drawLine(QPointF(x, 3), QPointF(x, height() - 3));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPolygon(QPolygonF{QPointF(x - kMomentHalf, 1), QPointF(x + kMomentHalf, 1), QPointF(x, 8)});
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void TimeTrack::mousePressEvent(QMouseEvent* event)
{
    if (m_context.models.time.range().isEmpty()) {
        return;
    }
    const bool stretch = event->button() == Qt::RightButton || event->modifiers().testFlag(Qt::ShiftModifier);
    if (stretch) {
        m_stretchFrom = event->position().x();
        m_stretchTo = event->position().x();
    } else if (event->button() == Qt::LeftButton) {
        m_isDragging = true;
        m_context.models.time.seek(scale().time(event->position().x()));
    }
    update();
}

void TimeTrack::mouseMoveEvent(QMouseEvent* event)
{
    const double x = std::clamp(event->position().x(), 0.0, static_cast<double>(width()));
    if (m_stretchFrom) {
        m_stretchTo = x;
        update();
    } else if (m_isDragging) {
        m_context.models.time.seek(scale().time(x));
    }
}

void TimeTrack::mouseReleaseEvent(QMouseEvent* event)
{
    m_isDragging = false;
    if (m_stretchFrom) {
        showStretch(*std::exchange(m_stretchFrom, std::nullopt),
                    std::clamp(event->position().x(), 0.0, static_cast<double>(width())));
    }
    update();
}

void TimeTrack::showStretch(double from, double to)
{
    if (std::abs(to - from) >= kClickSlack) {
        const TimeScale shown = scale();
        m_context.models.time.setWindow({shown.time(std::min(from, to)), shown.time(std::max(from, to))});
    }
}

void TimeTrack::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton) {
        m_context.models.time.showAll();
    }
}

void TimeTrack::wheelEvent(QWheelEvent* event)
{
    models::TimeLine& line = m_context.models.time;
    if (line.range().isEmpty()) {
        return;
    }
    const QPoint turned = event->angleDelta();
    if (turned.y() != 0 && !event->modifiers().testFlag(Qt::ShiftModifier)) {
        line.zoom(std::pow(0.8, turned.y() / kWheelStep), scale().time(event->position().x()));
    } else {
        const int sideways = turned.x() != 0 ? turned.x() : turned.y();
        const TimeRange window = line.window();
        line.pan(-static_cast<TimeNs>(static_cast<double>(window.end - window.begin) * 0.1 * sideways /
                                      kWheelStep));
    }
    event->accept();
}

void TimeTrack::keyPressEvent(QKeyEvent* event)
{
    models::TimeLine& line = m_context.models.time;
    switch (event->key()) {
    case Qt::Key_Left:
        line.step(-1);
        break;
    case Qt::Key_Right:
        line.step(1);
        break;
    case Qt::Key_PageUp:
        line.step(-kPage_s);
        break;
    case Qt::Key_PageDown:
        line.step(kPage_s);
        break;
    case Qt::Key_Home:
        line.seek(line.range().begin);
        break;
    case Qt::Key_End:
        line.goLive();
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

bool TimeTrack::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), tipAt(help->pos().x()), this);
        return true;
    }
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) {
        update();
    }
    return QWidget::event(event);
}

QString TimeTrack::tipAt(double x) const
{
    const models::TimeLine& line = m_context.models.time;
    if (line.range().isEmpty()) {
        return {};
    }
    const TimeScale shown = scale();
    const TimeMark* nearest = nullptr;
    for (const TimeMark& mark : line.marks()) {
        const double away = std::abs(shown.x(mark.time) - x);
        if (away <= kTipReach && (nearest == nullptr || away <= std::abs(shown.x(nearest->time) - x))) {
            nearest = &mark;
        }
    }
    if (nearest == nullptr) {
        return models::format::dateTime(shown.time(x)) + u'\n' + accessibleDescription();
    }
    const QString resource = models::format::text(nearest->resourceId);
    const QString type = models::format::text(nearest->type);
    const QString time = models::format::dateTime(nearest->time);
    return nearest->severity == Severity::Cleared
               //: time, resource, alarm type
               ? tr("%1  %2: %3 cleared").arg(time, resource, type)
               //: time, resource, alarm type, severity
               : tr("%1  %2: %3 (%4)").arg(time, resource, type, models::Terms::of(nearest->severity));
}

} // namespace views
