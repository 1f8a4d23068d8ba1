#pragma once

#include "twin/support/result.h"
#include "views/map/basemap.h"

#include <nlohmann/json_fwd.hpp>

namespace views {

/// Appends the shapes of one GeoJSON FeatureCollection to `layer`, and the labels of its features (properties
/// `short_zh` or `name_zh`, `name_en`, `label` [lon, lat]) to `labels`. `pointsLeft` counts down.
/// Errors: BadInput, Unsupported, TooLarge; `where` is put before each reason.
[[nodiscard]] twin::Result<> appendGeoJson(const nlohmann::json& collection, const std::string& where,
                                           BasemapLayer& layer, std::vector<BasemapLabel>& labels,
                                           std::size_t& pointsLeft);

} // namespace views
