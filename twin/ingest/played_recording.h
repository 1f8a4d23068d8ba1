#pragma once

#include "twin/history/recording.h"
#include "twin/state/snapshot_provider.h"
#include "twin/support/result.h"

#include <functional>
#include <memory>
#include <string>

namespace twin::ingest {

/// A recording that was played into a store: every moment of it, to go about in.
struct PlayedRecording
{
    history::RecordingSummary summary;
    /// Its live is the last moment, which stands still. Reads the store as long as it lives.
    std::shared_ptr<const state::SnapshotProvider> provider;
};

/// Verifies a recording, plays it into the new store `store` as fast as it goes, and makes history of all of
/// it. Errors: those of RecordingPlayer::open and outcome, foldStore; Invalid (it has no registry);
/// Cancelled.
[[nodiscard]] Result<PlayedRecording> playIntoStore(const std::string& path, const std::string& store,
                                                    const std::function<bool()>& isCancelled);

/// Makes history of all frames of a store that no program writes to. Errors: those of
/// HistoryStore::openWriter and of folding; Cancelled.
[[nodiscard]] Result<> foldStore(const std::string& location, const std::function<bool()>& isCancelled);

} // namespace twin::ingest
