#pragma once

#include "models/filter/entity_filter.h"
#include "models/geo/map_scene.h"
#include "models/geo/scene_selection.h"

#include <vector>

namespace models {

inline constexpr std::size_t kMaxFlowLegs = 20'000; ///< of one scene; a selected giant must not stall the map

/// The legs of the `topFlows` largest flows that pass the filter, smallest first so that the largest are
/// drawn on top, then those of the selected ones. A flow whose path is not known is one straight leg, and
/// only if selected.
[[nodiscard]] std::vector<MapFlowLeg> makeFlowLegs(const twin::state::Snapshot& snapshot,
                                                   const EntityFilter& filter,
                                                   const SceneSelection& selection, int topFlows);

} // namespace models
