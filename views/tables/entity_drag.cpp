#include "views/tables/entity_drag.h"

#include "models/roles.h"
#include "models/selection/entity_key.h"
#include "views/map/entity_mime.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QDrag>
#include <QMouseEvent>

namespace views {

using models::EntityKey;

EntityDrag::EntityDrag(QAbstractItemView& view)
    : QObject(&view)
    , m_view(view)
{
    view.viewport()->installEventFilter(this);
}

bool EntityDrag::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::MouseButtonPress) {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        const QModelIndex index = m_view.indexAt(mouse->pos());
        const auto key = index.data(models::KeyRole).value<EntityKey>();
        const bool canDrag = mouse->button() == Qt::LeftButton && mouse->modifiers() == Qt::NoModifier &&
                             key.type == EntityKey::Type::Job && m_view.selectionModel()->isSelected(index);
        m_pressed = canDrag ? QPersistentModelIndex(index) : QPersistentModelIndex();
        m_at = mouse->pos();
    } else if (event->type() == QEvent::MouseMove && m_pressed.isValid()) {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        if (mouse->buttons().testFlag(Qt::LeftButton)) {
            if ((mouse->pos() - m_at).manhattanLength() >= QApplication::startDragDistance()) {
                const auto key = m_pressed.data(models::KeyRole).value<EntityKey>();
                m_pressed = QModelIndex();
                auto* drag = new QDrag(&m_view); // deletes itself
                drag->setMimeData(entityMime(key));
                drag->exec(Qt::CopyAction);
            }
            return true; // not a selection by dragging
        }
    } else if (event->type() == QEvent::MouseButtonRelease) {
        m_pressed = QModelIndex();
    }
    return QObject::eventFilter(watched, event);
}

} // namespace views
