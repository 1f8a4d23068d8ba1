#pragma once

#include "twin/compute/placement_board.h"
#include "twin/compute/placement_plan.h"

#include <span>
#include <vector>

namespace twin::compute {

/// The network-aware policy: a greedy start and a search for better, deterministic. Leaves the board as the
/// plan has it; without rejections and sums. Cost: see the constants in its source; every move tried is a
/// look at cards and links.
[[nodiscard]] PlacementPlan searchPlacement(const PlacementProblem& problem,
                                            std::span<const std::vector<PlacementChoice>> choices,
                                            PlacementBoard& board);

} // namespace twin::compute
