#pragma once

#include "models/selection/entity_key.h"
#include "views/map/map_picture.h"

#include <optional>

namespace views {

/// What a point of a picture hits.
struct MapHit
{
    models::EntityKey::Type type = models::EntityKey::Type::None;
    std::vector<std::uint32_t> indices; ///< numbers of the snapshot; more than one for a cluster of pools
    QPointF at;                         ///< where the entity stands, in the picture
};

/// The topmost thing at `point` (coordinates of the picture): pool or cluster, site, then link within a few
/// pixels.
[[nodiscard]] std::optional<MapHit> hitAt(const MapPicture& picture, QPointF point);

/// Pools whose middle is in the box; sites when there are none; links wholly inside when there are neither.
[[nodiscard]] MapHit hitsIn(const MapPicture& picture, const QRectF& box);

} // namespace views
