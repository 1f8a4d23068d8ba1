#pragma once

#include "twin/history/sequence_ranges.h"

/// Ingest speaks of progress in the journal's terms: what is acknowledged is what the journal keeps.
namespace twin::ingest {

using history::Progress;
using history::SequenceRange;

/// Gaps one (source, epoch) may have open; a frame that would open another is refused (the sender resends in
/// order).
inline constexpr std::size_t kMaxGaps = 10'000;

} // namespace twin::ingest
