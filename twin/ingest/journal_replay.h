#pragma once

#include "twin/history/journal.h"
#include "twin/ingest/accounting.h"
#include "twin/ingest/apply_queue.h"
#include "twin/support/result.h"

namespace twin::ingest {

/// Bodies of batches that are applied again at start, at most; newer ones first.
inline constexpr std::uint64_t kReplayBytes = 128ULL << 20U;

/// Puts the journal's tail into the queue: every dictionary change and event, and the batches of the last
/// `window`. Records that cannot be decoded any more are left out. Errors: those of Journal::replayTail.
[[nodiscard]] Result<> replayJournal(const history::Journal& journal, TimeNs window, Accounting& accounting,
                                     ApplyQueue& queue);

} // namespace twin::ingest
