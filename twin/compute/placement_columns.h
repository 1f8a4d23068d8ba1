#pragma once

#include "twin/compute/leg_flows.h"
#include "twin/compute/occupancy.h"
#include "twin/compute/placement_problem.h"
#include "twin/support/result.h"

#include <cstdint>
#include <span>
#include <vector>

namespace twin::compute {

/// One choice of one job. Its legs have no paths: whether they fit is asked of all chosen together.
struct PlacementColumn
{
    std::size_t job = 0;
    PlacementChoice choice;
    PlacedJob placed;
};

/// A limit that several columns share: Σ amount ≤ limit.
struct PlacementRow
{
    double limit = 0;
    std::vector<std::pair<std::uint32_t, double>> entries; ///< column, amount
};

/// The exact question as columns and rows of cards, of which only those that could be broken are kept.
struct PlacementProgram
{
    std::vector<PlacementColumn> columns; ///< by job, the best choice first
    std::vector<PlacementRow> rows;
};

/// Choices to which nothing with room leads are left out.
/// @param mostColumns more are an error
/// Errors: TooLarge.
[[nodiscard]] Result<PlacementProgram> placementProgram(const PlacementProblem& problem,
                                                        std::span<const std::vector<PlacementChoice>> choices,
                                                        LegFlows& flows, std::size_t mostColumns);

} // namespace twin::compute
