#pragma once

#include "models/geo/difference_text.h"
#include "views/map/map_picture.h"

#include <QLineF>

#include <optional>

/// Where what a scenario adds stands in a picture: for the layer that draws it and for the pointer that asks.
namespace views {

/// An added link, beside those that lie there already; a point where its ends are one.
struct AddedLinkMark
{
    QLineF line;
    double width = 0;
};

[[nodiscard]] AddedLinkMark addedLinkMark(const models::MapAddedLink& link, const Viewport& view,
                                          const Projection& projection);

[[nodiscard]] double addedPoolRadius_px(const models::MapAddedPool& pool, double kmPerPixel);

/// The added pool under a point of the picture, else the link, else the conduit. Nothing where the picture
/// shows no difference.
[[nodiscard]] std::optional<models::MapAddition> additionAt(const MapPicture& picture, QPointF point);

} // namespace views
