#pragma once

#include "models/selection/entity_key.h"
#include "twin/state/snapshot.h"

#include <QList>

namespace models {

/// Both ends of a link or conduit: between them paths show where else its traffic could go. Empty for
/// anything else, and for one that the registry does not have.
[[nodiscard]] QList<EntityKey> endsOf(const twin::state::Snapshot& snapshot, const EntityKey& key);

} // namespace models
