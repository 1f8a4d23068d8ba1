#pragma once

#include "models/geo/map_scene.h"

namespace models {

/// How an entity is drawn: planned by its lifecycle, then down by its state metric, then unknown or stale by
/// its main value (pool: utilisation, link: both rates), else normal.
[[nodiscard]] MarkState markState(const twin::state::Snapshot& snapshot, twin::EntityRef entity);

} // namespace models
