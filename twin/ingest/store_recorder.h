#pragma once

#include "twin/history/recording.h"
#include "twin/support/result.h"
#include "twin/support/units.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace twin::ingest {

/// What is to be recorded: a stretch of receive time, both ends included.
struct RecordOptions
{
    std::optional<TimeNs> from; ///< none: from the first frame that is kept
    std::optional<TimeNs> to;   ///< none: to the newest one
    std::string note;           ///< at most 4,096 bytes
    std::string madeBy;
    std::function<bool()> isCancelled; ///< null = never
};

struct StoreRecording
{
    history::RecordingSummary summary;
    std::uint64_t forgotten =
        0; ///< frames within it that the journal had to let go of (--journal-drop-oldest)
};

/// Writes a stretch of what a store heard as a recording: frames as they came, the registries they came
/// under, and where the stretch begins in the middle, the last kept moment before it with all that leads up
/// to it. May run beside the store's writer; sees one instant of it.
///
/// Errors: NotFound, BadInput (no store; the end before the beginning; the note), Unsupported, Io, TooLarge;
/// Invalid (the stretch begins before the frames that are kept, or nothing was heard in it); Cancelled.
[[nodiscard]] Result<StoreRecording> recordStore(const std::string& store, const std::string& path,
                                                 const RecordOptions& options);

} // namespace twin::ingest
