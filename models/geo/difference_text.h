#pragma once

#include "models/geo/hover_text.h"
#include "models/geo/map_difference.h"

#include <cstddef>
#include <cstdint>

namespace models {

/// One of the things a scenario adds: its row in the difference.
struct MapAddition
{
    enum class Kind : std::uint8_t { Link, Conduit, Pool };
    Kind kind = Kind::Link;
    std::size_t row = 0;
};

/// What a hover card says of it: as it would be, with all commands in force.
[[nodiscard]] HoverText additionText(const MapDifference& difference, const MapAddition& addition,
                                     const Language& language);

/// What a scenario changes of a link or pool: before → after (difference), a line a figure, headed by the
/// scenario's name. Empty when it changes nothing of it, or for other kinds.
[[nodiscard]] QStringList differenceLines(const MapDifference& difference, const EntityKey& key,
                                          const Language& language);

/// Of pools drawn as one: the sum.
[[nodiscard]] QStringList differenceLines(const MapDifference& difference,
                                          const std::vector<std::uint32_t>& pools, const Language& language);

/// "+18.7 points", of a difference of two ratios.
[[nodiscard]] QString pointsText(double ratio, const Language& language);

} // namespace models
