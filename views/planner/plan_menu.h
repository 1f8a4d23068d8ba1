#pragma once

#include "models/selection/entity_key.h"
#include "views/view_context.h"

class QMenu;

namespace views {

/// What a scenario could do to an entity, as a submenu "What if"; nothing where it could do nothing. Of
/// several selected things of the same kind with the entity among them, to all of them.
void addPlanMenu(QMenu& menu, const ViewContext& context, const models::EntityKey& key);

} // namespace views
