#pragma once

#include "models/selection/entity_key.h"
#include "views/view_context.h"

#include <QPoint>

namespace views {

/// What can be done with an entity anywhere in the console: shows it everywhere, copies its identifier,
/// narrows the console to its enterprise, says what if. Not modal.
void popupEntityMenu(const ViewContext& context, const models::EntityKey& key, const QPoint& globalPosition);

} // namespace views
