#pragma once

#include "models/geo/map_overlay.h"
#include "models/paths/path_rows.h"

#include <bitset>
#include <cstddef>
#include <iterator>

namespace models {

inline constexpr std::size_t kCircleCount = std::size(twin::network::kLatencyCircles);

/// Which of kLatencyCircles a person wants to see.
using CircleChoice = std::bitset<kCircleCount>;

/// What the map shows of an answer: its paths, `shown` (a row, or -1) foremost with the other member of its
/// pair as backup, and the circles chosen.
[[nodiscard]] MapOverlayPtr pathOverlay(const PathAnswer& answer, const std::vector<PathRow>& rows, int shown,
                                        CircleChoice circles);

} // namespace models
