#pragma once

#include "twin/history/journal.h"
#include "twin/history/samples.h"
#include "twin/support/units.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// What folding hands to the one writer, piece by piece (docs/history.md, "Folding").
namespace twin::history {

/// Place in the journal's global order; 0 = before everything.
using JournalOrder = std::uint64_t;

/// A series that has its number from here on.
struct SeriesRow
{
    SeriesId id = 0;
    SeriesKey key;
};

/// The encoded SampleBlocks of some chunks (block_pack.h).
struct BlockRow
{
    std::uint64_t firstChunk = 0;
    std::uint64_t lastChunk = 0;
    TimeNs start = 0; ///< time of its first and last sample; at most kMaxBlockSpan apart
    TimeNs end = 0;
    bool late =
        false; ///< samples older than kLateAfter before the fold's frames: they stand at their own time
    std::uint64_t samples = 0;
    std::string body;
};

inline constexpr TimeNs kMaxBlockSpan = 10 * kMinute;
inline constexpr TimeNs kLateAfter = kMinute;

/// An event's frame as it came, kept for ever longer than the journal does.
struct EventRow
{
    JournalOrder order = 0;
    TimeNs time = 0; ///< the source's; of one clock ahead of ours the receive time
    TimeNs receiveTime = 0;
    std::string source;
    std::uint64_t epoch = 0;
    std::uint64_t sequence = 0;
    std::string body;
};

/// A bounded piece of a fold: not seen by anybody before the fold's seal.
struct FoldPiece
{
    JournalOrder fold = 0; ///< last frame the fold takes
    std::vector<SeriesRow> series;
    std::vector<BlockRow> blocks;
    std::vector<EventRow> events;
};

/// The seal of a fold, in one transaction: what came before it becomes visible, and the fold position moves.
/// Also the keyframe of everything after it.
struct Checkpoint
{
    JournalOrder fold = 0;      ///< all frames up to it are folded
    TimeNs made = 0;            ///< receive time of the newest frame folded
    TimeNs newest = 0;          ///< no sample or event up to here is of a later time
    std::uint64_t registry = 0; ///< number of the registry version it is in the words of; 0 = none
    std::string state;          ///< opaque: everything known at that place
    std::string sources;        ///< opaque: what the sources' numbers mean there; kept of the last ones only
};

/// One registry (and workload) that was in force from a place on.
struct RegistryVersion
{
    std::uint64_t id = 0; ///< given by the store
    std::string version;
    std::string sha256; ///< of `document`
    TimeNs validFrom = 0;
    JournalOrder afterOrder = 0; ///< in force for the frames after it
};

} // namespace twin::history
