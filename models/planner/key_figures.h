#pragma once

#include <string>
#include <vector>

namespace models {

/// Puts the figures a person looks for first at the top: the fullest link, what a single cut leaves free,
/// what is stranded, late, slowed, and what it costs. The others stay behind them, in their order.
/// @param keys as in Figure::key
void putKeyFiguresFirst(std::vector<std::string>& keys);

} // namespace models
