#include "views/placement/gantt_view.h"

#include "views/placement/gantt_painter.h"
#include "views/theme/style_sheet.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>

#include <cmath>

namespace views {

namespace {

constexpr double kZoom = 1.5;    ///< of a key
constexpr double kPage = 0.5;    ///< of the stretch, Page keys with Shift
constexpr double kMargin = 0.02; ///< beside the first and the last bar
constexpr int kWheelNotch = 120;
constexpr twin::TimeNs kBefore = 24 * twin::kHour; ///< the present, at first
constexpr twin::TimeNs kAfter = 72 * twin::kHour;

} // namespace

GanttView::GanttView(models::GanttModel& model, const Theme& theme, QWidget* parent)
    : QAbstractScrollArea(parent)
    , m_model(model)
    , m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // time has no end: it is dragged and zoomed
    setFrameShape(QFrame::NoFrame);
    viewport()->setMouseTracking(true);
    verticalScrollBar()->setSingleStep(GanttGeometry::kRowHeight);
    connect(&model, &models::GanttModel::changed, this, &GanttView::follow);
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
    follow();
}

void GanttView::setDescription(std::function<QString(const models::GanttBar&)> describe)
{
    m_describe = std::move(describe);
}

void GanttView::setEmptyText(const QString& text)
{
    m_emptyText = text;
    viewport()->update();
}

void GanttView::follow()
{
    m_lanes = ganttLanes(m_model);
    std::vector<int> lanes;
    for (int row = 0; row < static_cast<int>(m_model.rows().size()); ++row) {
        const auto [first, last] = m_model.barsOf(row);
        lanes.push_back(first < last ? m_lanes[first].lanes : 1);
    }
    m_geometry.setLanes(lanes);
    m_current = m_currentJob.isEmpty()
                    ? std::nullopt
                    : m_model.find(m_currentJob, m_currentPool, m_isCurrentBefore, m_currentBegin);
    if (m_current && m_describe) {
        setAccessibleDescription(m_describe(m_model.bars()[*m_current])); // it may have another end by now
    }
    if (!m_isByHand) {
        showUsual();
    }
    updateScroll();
    viewport()->update();
}

/// Some jobs run for years: what is seen first is about the present.
void GanttView::showUsual()
{
    showAll();
    if (m_model.now() != 0 && m_geometry.to - m_geometry.from > kBefore + kAfter) {
        m_geometry.from = std::max(m_geometry.from, m_model.now() - kBefore);
        m_geometry.to = m_geometry.from + kBefore + kAfter;
        stretched();
    }
}

void GanttView::showAll()
{
    const twin::TimeNs span = std::max(m_model.to() - m_model.from(), twin::kHour);
    const auto margin = static_cast<twin::TimeNs>(static_cast<double>(span) * kMargin);
    m_geometry.from = m_model.from() - margin;
    m_geometry.to = m_model.from() + span + margin;
    stretched();
}

void GanttView::updateScroll()
{
    m_geometry.width = viewport()->width();
    m_geometry.labels = qBound(90, viewport()->width() / 5, 220);
    const int needed = m_geometry.offset(static_cast<int>(m_model.rows().size()));
    const int there = viewport()->height() - m_geometry.header;
    verticalScrollBar()->setPageStep(qMax(1, there));
    verticalScrollBar()->setRange(0, qMax(0, needed - there));
    m_geometry.scrolled = verticalScrollBar()->value();
}

void GanttView::scrollContentsBy(int /*dx*/, int /*dy*/)
{
    m_geometry.scrolled = verticalScrollBar()->value();
    viewport()->update();
}

void GanttView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateScroll();
    Q_EMIT stretchChanged();
}

void GanttView::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(viewport());
    const Tokens& tokens = m_theme.tokens();
    painter.fillRect(viewport()->rect(), tokens.bg1);
    if (m_model.bars().empty()) {
        painter.setPen(tokens.dim);
        painter.setFont(bodyFont());
        painter.drawText(viewport()->rect().adjusted(16, 8, -16, -8), Qt::AlignCenter | Qt::TextWordWrap,
                         m_emptyText);
        return;
    }
    GanttPainter(painter, m_model, m_lanes, m_geometry, tokens, viewport()->height())
        .paint(m_current, hasFocus());
}

std::optional<std::size_t> GanttView::barAt(const QPoint& at) const
{
    const int row = m_geometry.rowAt(at.y());
    if (row < 0 || row >= static_cast<int>(m_model.rows().size()) || at.x() < m_geometry.labels) {
        return std::nullopt;
    }
    const auto [first, last] = m_model.barsOf(row);
    for (std::size_t bar = last; bar-- > first;) { // the one on top
        const models::GanttBar& of = m_model.bars()[bar];
        if (m_geometry.bar(row, of.begin, of.end, m_lanes[bar]).translated(0, -2).contains(at)) {
            return bar;
        }
    }
    return std::nullopt;
}

std::optional<std::size_t> GanttView::firstVisible() const
{
    const int top = qMax(0, m_geometry.rowAt(m_geometry.header));
    for (int row = top; row < static_cast<int>(m_model.rows().size()); ++row) {
        if (const auto [first, last] = m_model.barsOf(row); first < last) {
            return first;
        }
    }
    return std::nullopt;
}

void GanttView::setCurrent(std::optional<std::size_t> bar)
{
    m_current = bar;
    m_currentJob.clear();
    if (bar) {
        const models::GanttBar& of = m_model.bars()[*bar];
        const models::GanttRow& row = m_model.rows()[static_cast<std::size_t>(of.row)];
        m_currentJob = of.id;
        m_currentPool = row.key.id;
        m_isCurrentBefore = row.isBefore;
        m_currentBegin = of.begin;
        reveal(*bar);
    }
    viewport()->update();
}

void GanttView::choose(std::optional<std::size_t> bar)
{
    if (bar && bar != m_current) {
        setCurrent(bar);
        setAccessibleDescription(m_describe ? m_describe(m_model.bars()[*bar]) : QString());
        Q_EMIT currentChanged(*bar);
    }
}

void GanttView::reveal(std::size_t bar)
{
    const models::GanttBar& of = m_model.bars()[bar];
    const int top = m_geometry.offset(of.row);
    const int bottom = m_geometry.offset(of.row + 1);
    const int there = viewport()->height() - m_geometry.header;
    QScrollBar* scroll = verticalScrollBar();
    if (top < scroll->value()) {
        scroll->setValue(top);
    } else if (bottom > scroll->value() + there) {
        scroll->setValue(bottom - there);
    }
    const twin::TimeNs span = m_geometry.to - m_geometry.from;
    if (of.end < m_geometry.from || of.begin > m_geometry.to) {
        m_geometry.from = of.begin - span / 10;
        m_geometry.to = m_geometry.from + span;
        m_isByHand = true;
        stretched();
    }
}

void GanttView::stretched()
{
    viewport()->update();
    Q_EMIT stretchChanged();
}

void GanttView::zoom(double x, double factor)
{
    m_geometry = m_geometry.zoomed(x, factor);
    m_isByHand = true;
    stretched();
}

void GanttView::moveBy(double share)
{
    const auto by = static_cast<twin::TimeNs>(static_cast<double>(m_geometry.to - m_geometry.from) * share);
    m_geometry.from += by;
    m_geometry.to += by;
    m_isByHand = true;
    stretched();
}

bool GanttView::event(QEvent* event)
{
    // The map has + and - too: here they zoom the time.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool isOurs = key->key() == Qt::Key_Plus || key->key() == Qt::Key_Minus ||
                            key->key() == Qt::Key_Equal || key->key() == Qt::Key_0;
        if (isOurs && !key->modifiers().testFlag(Qt::ControlModifier)) {
            event->accept();
            return true;
        }
    }
    return QAbstractScrollArea::event(event);
}

void GanttView::keyPressEvent(QKeyEvent* event)
{
    const auto go = [this](auto next) {
        choose(m_current ? next(*m_current) : firstVisible());
    };
    const double middle = m_geometry.labels + m_geometry.plotWidth() / 2.0;
    switch (event->key()) {
    case Qt::Key_Left:
        return go([this](std::size_t bar) { return m_model.along(bar, -1); });
    case Qt::Key_Right:
        return go([this](std::size_t bar) { return m_model.along(bar, 1); });
    case Qt::Key_Up:
        return go([this](std::size_t bar) { return m_model.across(bar, -1); });
    case Qt::Key_Down:
        return go([this](std::size_t bar) { return m_model.across(bar, 1); });
    case Qt::Key_Home:
        return choose(m_model.bars().empty() ? std::nullopt : std::optional<std::size_t>(0));
    case Qt::Key_End:
        return choose(m_model.bars().empty() ? std::nullopt : std::optional(m_model.bars().size() - 1));
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_current) {
            Q_EMIT activated(*m_current);
        }
        return;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoom(middle, kZoom);
    case Qt::Key_Minus:
        return zoom(middle, 1 / kZoom);
    case Qt::Key_0:
        m_isByHand = true;
        return showAll();
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        if (event->modifiers().testFlag(Qt::ShiftModifier)) {
            return moveBy(event->key() == Qt::Key_PageUp ? -kPage : kPage);
        }
        break;
    default:
        break;
    }
    QAbstractScrollArea::keyPressEvent(event);
}

void GanttView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton) {
        m_pressed = event->pos();
        m_atPress = m_geometry;
        choose(barAt(event->pos()));
    }
}

void GanttView::mouseMoveEvent(QMouseEvent* event)
{
    constexpr int kDrag_px = 4;
    if (!m_pressed || !event->buttons().testFlag(Qt::LeftButton)) {
        return;
    }
    const int dx = event->pos().x() - m_pressed->x();
    if (!m_isByHand && qAbs(dx) < kDrag_px) {
        return;
    }
    const twin::TimeNs by = m_atPress.time(m_atPress.labels) - m_atPress.time(m_atPress.labels + dx);
    m_geometry.from = m_atPress.from + by;
    m_geometry.to = m_atPress.to + by;
    m_isByHand = true;
    stretched();
}

void GanttView::mouseReleaseEvent(QMouseEvent* /*event*/)
{
    m_pressed.reset();
}

void GanttView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (const auto bar = barAt(event->pos())) {
        choose(bar);
        Q_EMIT activated(*bar);
    }
}

void GanttView::wheelEvent(QWheelEvent* event)
{
    const double notches = event->angleDelta().y() / static_cast<double>(kWheelNotch);
    if (event->modifiers().testFlag(Qt::ControlModifier)) {
        zoom(qMax<double>(m_geometry.labels, event->position().x()), std::pow(kZoom, notches));
    } else if (event->modifiers().testFlag(Qt::ShiftModifier)) {
        moveBy(-notches / 10);
    } else {
        QAbstractScrollArea::wheelEvent(event);
        return;
    }
    event->accept();
}

bool GanttView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const auto bar = barAt(help->pos());
        QToolTip::showText(help->globalPos(),
                           bar && m_describe ? m_describe(m_model.bars()[*bar]) : QString(), viewport());
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

} // namespace views
