#pragma once

#include "twin/history/history_store.h"
#include "twin/ingest/accounting.h"
#include "twin/ingest/apply_queue.h"
#include "twin/ingest/fold_pipeline.h"
#include "twin/ingest/kept_times.h"
#include "twin/state/snapshot.h"
#include "twin/support/result.h"

#include <optional>
#include <string_view>
#include <vector>

namespace twin::ingest {

/// Bodies of batches that are applied again at start, at most; newer ones first.
inline constexpr std::uint64_t kReplayBytes = 128ULL << 20U;

/// Where a twin goes on from when it starts again: a moment the history kept, and the frames after it.
struct ReplayStart
{
    state::SnapshotPtr moment; ///< null: from nothing
    std::vector<KeptDictionary> dictionaries;
    history::JournalOrder after = 0;
};

/// A kept moment as a start: `document` is the registry that `checkpoint` is in the words of. Errors: those
/// of loadDocument, decodeMoment and decodeDictionaries.
[[nodiscard]] Result<ReplayStart> startFrom(std::string_view document, const history::Checkpoint& checkpoint);

/// Puts what the sources' numbers mean into the queue, before any frame of theirs. False: it is closed.
[[nodiscard]] bool replayDictionaries(std::vector<KeptDictionary>&& dictionaries, Accounting& accounting,
                                      ApplyQueue& queue);

/// The oldest checkpoint within `window` of the newest frame whose frames are not too many; else a newer one.
/// Errors: Io, BadInput (a damaged checkpoint).
[[nodiscard]] Result<ReplayStart> findReplayStart(history::HistoryReader& reader, TimeNs window);

/// Puts the journal's tail into the queue: the dictionaries of `start`, then every dictionary change and
/// event after it, and the batches of the last `window`; `kept` sees them too. Records that cannot be decoded
/// any more are left out. Errors: Io.
[[nodiscard]] Result<> replayJournal(history::HistoryReader& reader, ReplayStart start, TimeNs window,
                                     Accounting& accounting, ApplyQueue& queue, KeptTimesReader& kept);

} // namespace twin::ingest
