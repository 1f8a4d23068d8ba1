#include "views/map/entity_mime.h"
#include "views/map/map_widget_impl.h"

#include <QApplication>
#include <QDragEnterEvent>
#include <QDropEvent>

/// How a plan is edited with the mouse on the map: bands drawn from place to place, rows dropped onto pools.
namespace views {

using models::EntityKey;

void MapWidget::setPlanMode(bool on)
{
    m_impl->planMode = on;
    m_impl->band.reset();
    setCursor(on ? Qt::CrossCursor : Qt::ArrowCursor);
    update();
}

bool MapWidget::isPlanMode() const
{
    return m_impl->planMode;
}

twin::Position MapWidget::Impl::geoAt(QPointF position) const
{
    return navigation.projection().toGeo(navigation.view().toPlane(position));
}

EntityKey MapWidget::Impl::placeAt(QPointF position) const
{
    const auto found = hit(position);
    const QList<EntityKey> there = found ? keys(*found) : QList<EntityKey>();
    const bool isPlace = there.size() == 1 && (there.first().type == EntityKey::Type::Pool ||
                                               there.first().type == EntityKey::Type::Site);
    return isPlace ? there.first() : EntityKey();
}

bool MapWidget::Impl::beginBand(QPointF position)
{
    const EntityKey from = placeAt(position);
    if (!from.isValid()) {
        return false;
    }
    const QPointF start = navigation.view().toScreen(picture->items.view.toPlane(hit(position)->at));
    band = PlanBand{from, start, position, position, false, false};
    boxing = false;
    return true;
}

void MapWidget::Impl::drawBand(QPointF position)
{
    lastMouse = position;
    band->isDrawn =
        band->isDrawn || (position - band->pressed).manhattanLength() >= QApplication::startDragDistance();
    const EntityKey there = placeAt(position);
    band->isOnPlace = there.isValid() && there != band->from;
    band->end = band->isOnPlace ? navigation.view().toScreen(picture->items.view.toPlane(hit(position)->at))
                                : position;
    clearHover();
    q.setCursor(Qt::DragLinkCursor);
    q.update();
}

void MapWidget::Impl::finishBand(QPointF position)
{
    const EntityKey from = band->from;
    const EntityKey to = placeAt(position);
    const auto found = hit(position);
    const bool isSeveral = found && found->indices.size() > 1;
    band.reset();
    q.update();
    if (isSeveral || (to.isValid() && to != from)) {
        Q_EMIT q.joinRequested(from, to);
    }
}

void MapWidget::dragEnterEvent(QDragEnterEvent* event)
{
    if (entityFrom(*event->mimeData()).isValid()) {
        event->acceptProposedAction();
    }
}

void MapWidget::dragMoveEvent(QDragMoveEvent* event)
{
    const auto found = m_impl->hit(event->position());
    if (entityFrom(*event->mimeData()).isValid() && found && found->type == EntityKey::Type::Pool) {
        event->acceptProposedAction();
    } else {
        event->ignore();
    }
}

void MapWidget::dropEvent(QDropEvent* event)
{
    const EntityKey entity = entityFrom(*event->mimeData());
    const auto found = m_impl->hit(event->position());
    if (!entity.isValid() || !found || found->type != EntityKey::Type::Pool) {
        event->ignore();
        return;
    }
    event->acceptProposedAction();
    Q_EMIT entityDropped(entity, m_impl->placeAt(event->position()));
}

} // namespace views
