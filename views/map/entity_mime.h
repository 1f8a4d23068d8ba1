#pragma once

#include "models/selection/entity_key.h"

#include <QMimeData>

namespace views {

/// An entity that is dragged from one part of the console to another.
[[nodiscard]] QMimeData* entityMime(const models::EntityKey& key);

/// What is dragged; invalid for anything that is none of ours.
[[nodiscard]] models::EntityKey entityFrom(const QMimeData& mime);

} // namespace views
