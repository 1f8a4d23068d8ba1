#pragma once

#include "twin/ingest/apply_item.h"

#include <cstdint>
#include <map>
#include <vector>

namespace twin::ingest {

/// Samples merged away, by source number.
using MergeCount = std::map<std::uint32_t, std::uint64_t>;

/// Keeps of each series only the sample that would win in the end, by the rule of applying. A sample that
/// will be refused (not a number, out of its metric's range, no time) takes no part: it neither wins nor
/// goes. Frames stay, so do events; nothing merges beyond `scope`. Cost: linear in samples, columns sorted.
[[nodiscard]] MergeCount mergeSeries(std::vector<ApplyItem>& items);

} // namespace twin::ingest
