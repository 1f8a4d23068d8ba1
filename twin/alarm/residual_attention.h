#pragma once

#include "twin/alarm/attention.h"
#include "twin/state/link_residuals.h"

namespace twin::alarm {

inline constexpr std::size_t kMaxResidualItems = 20; ///< of links that nothing explains; the most significant

/// Residuals that persist, worst first: one item for each cause that explains some, about the link on which
/// it shows most (`related`: all it shows on), and one for each further link. Links that a failure moves
/// traffic to have none: what is expected moves with it. Pure; any thread. Cost: one pass over the links.
[[nodiscard]] std::vector<AttentionItem> residualAttention(const state::LinkResiduals& residuals);

/// Puts further items into a list of attention(), in its order.
void mergeAttention(std::vector<AttentionItem>& items, std::vector<AttentionItem> more);

} // namespace twin::alarm
