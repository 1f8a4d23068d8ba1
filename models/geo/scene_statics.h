#pragma once

#include "models/geo/map_scene.h"

#include <vector>

namespace models {

/// The parts of a scene that only the registry decides.
struct SceneStatics
{
    std::vector<MapPool> pools;
    std::vector<MapLink> links;
    std::vector<MapSite> sites; ///< labels in `chinese` or English
    bool anyComputedPosition = false;
};

[[nodiscard]] SceneStatics makeSceneStatics(const twin::registry::Registry& registry, bool chinese);

} // namespace models
