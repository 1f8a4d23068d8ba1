#include "views/map/map_widget_impl.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMouseEvent>

#include <cmath>

namespace views {

namespace {

constexpr double kArrowPan_px = 80;
constexpr double kKeyZoom = 1.3;
constexpr double kDoubleClickZoom = 2;
constexpr double kZoomPerNotch = 1.25;
constexpr double kAnglePerNotch = 120; // eighths of a degree, QWheelEvent

bool isKeyboardReason(Qt::FocusReason reason)
{
    return reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason ||
           reason == Qt::ShortcutFocusReason;
}

} // namespace

void MapWidget::mousePressEvent(QMouseEvent* event)
{
    m_impl->lastMouse = event->position();
    if (event->button() == Qt::RightButton) {
        const auto found = m_impl->hit(event->position());
        const auto keys = found ? m_impl->keys(*found) : QList<models::EntityKey>();
        Q_EMIT contextMenuRequested(keys.isEmpty() ? models::EntityKey() : keys.first(),
                                    event->globalPosition().toPoint());
        return;
    }
    if (event->button() != Qt::LeftButton) {
        return;
    }
    m_impl->pressed = event->position();
    m_impl->dragging = false;
    if (m_impl->planMode && event->modifiers() == Qt::NoModifier && m_impl->beginBand(event->position())) {
        return;
    }
    m_impl->boxing = event->modifiers().testFlag(Qt::ShiftModifier) &&
                     !m_impl->overlays().legend.contains(event->position());
}

void MapWidget::mouseMoveEvent(QMouseEvent* event)
{
    const QPointF position = event->position();
    if (!m_impl->pressed) {
        m_impl->updateHover(position);
        return;
    }
    if (m_impl->band) {
        m_impl->drawBand(position);
        return;
    }
    const QPointF way = position - *m_impl->pressed;
    if (!m_impl->boxing && !m_impl->dragging) {
        if (way.manhattanLength() < QApplication::startDragDistance() ||
            m_impl->overlays().legend.contains(*m_impl->pressed)) {
            return;
        }
        m_impl->dragging = true;
        setCursor(Qt::ClosedHandCursor);
        m_impl->clearHover();
        m_impl->lastMouse = *m_impl->pressed;
    }
    const QPointF step = position - m_impl->lastMouse;
    m_impl->lastMouse = position;
    if (m_impl->boxing) {
        update();
    } else {
        m_impl->navigation.pan(step);
    }
}

void MapWidget::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !m_impl->pressed) {
        return;
    }
    const bool moved =
        (event->position() - *m_impl->pressed).manhattanLength() >= QApplication::startDragDistance();
    m_impl->lastMouse = event->position();
    if (m_impl->band && m_impl->band->isDrawn) {
        m_impl->finishBand(event->position());
    } else if (m_impl->boxing && moved) {
        m_impl->finishBox();
    } else if (!m_impl->dragging) {
        m_impl->boxing = false;
        m_impl->click(event->position(), event->modifiers());
    }
    m_impl->dragging = false;
    m_impl->boxing = false;
    m_impl->band.reset();
    m_impl->pressed.reset();
    m_impl->updateHover(event->position());
}

void MapWidget::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || m_impl->overlays().legend.contains(event->position())) {
        return;
    }
    const auto found = m_impl->hit(event->position());
    const auto keys = found ? m_impl->keys(*found) : QList<models::EntityKey>();
    if (keys.size() == 1) {
        Q_EMIT entityActivated(keys.first());
    } else {
        m_impl->clearHover();
        m_impl->navigation.zoomAt(event->position(), kDoubleClickZoom);
    }
}

void MapWidget::wheelEvent(QWheelEvent* event)
{
    const double notches = event->angleDelta().y() / kAnglePerNotch;
    if (notches != 0) {
        m_impl->navigation.zoomAt(event->position(), std::pow(kZoomPerNotch, notches));
        m_impl->updateHover(event->position());
    }
    event->accept();
}

void MapWidget::keyPressEvent(QKeyEvent* event)
{
    MapNavigation& navigation = m_impl->navigation;
    switch (event->key()) {
    case Qt::Key_Left:
        navigation.pan({kArrowPan_px, 0});
        break;
    case Qt::Key_Right:
        navigation.pan({-kArrowPan_px, 0});
        break;
    case Qt::Key_Up:
        navigation.pan({0, kArrowPan_px});
        break;
    case Qt::Key_Down:
        navigation.pan({0, -kArrowPan_px});
        break;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoomBy(kKeyZoom);
        break;
    case Qt::Key_Minus:
        zoomBy(1 / kKeyZoom);
        break;
    case Qt::Key_0:
    case Qt::Key_Home:
        fit();
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_impl->selection.current().isValid()) {
            Q_EMIT entityActivated(m_impl->selection.current());
        }
        break;
    case Qt::Key_Escape:
        if (m_impl->selection.keys().isEmpty()) {
            QWidget::keyPressEvent(event); // one level up
        }
        m_impl->selection.clear();
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

void MapWidget::leaveEvent(QEvent*)
{
    m_impl->clearHover();
}

bool MapWidget::event(QEvent* event)
{
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) {
        m_impl->keyboardFocus =
            event->type() == QEvent::FocusIn && isKeyboardReason(static_cast<QFocusEvent*>(event)->reason());
        update();
    }
    return QWidget::event(event);
}

} // namespace views
