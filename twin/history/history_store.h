#pragma once

#include "twin/history/fold_parts.h"
#include "twin/history/journal.h"
#include "twin/history/rollup.h"
#include "twin/history/samples.h"
#include "twin/state/snapshot_provider.h"
#include "twin/support/result.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

/// The history behind one interface: SQLite in a file, or a server. What is kept is opaque where only ingest
/// understands it (frames, states, dictionaries); samples, series and rollups are not.
namespace twin::history {

using state::TimeRange;

/// How long and how much of each kind is kept: whichever bound is met first, oldest first. Docs: history.md.
struct RetentionPolicy
{
    TimeNs samples = 30 * kDay;
    TimeNs events = 400 * kDay;
    std::array<TimeNs, kTierCount> rollups{7 * kDay, 90 * kDay, 800 * kDay, 4000 * kDay};
    std::uint64_t samplesBytes = 32ULL << 30U;
    std::uint64_t rollupsBytes = 8ULL << 30U; ///< of all tiers, finest first
};

/// What is in a store, for `store stat`.
struct StoreSums
{
    std::uint64_t frames = 0; ///< in the journal now
    std::uint64_t frameBytes = 0;
    JournalOrder newestFrame = 0;
    JournalOrder folded = 0; ///< the fold position
    std::uint64_t series = 0;
    std::uint64_t blocks = 0;
    std::uint64_t blockSamples = 0;
    std::uint64_t blockBytes = 0;
    std::uint64_t checkpoints = 0;
    std::uint64_t checkpointBytes = 0;
    std::uint64_t events = 0;
    std::uint64_t eventBytes = 0;
    std::array<std::uint64_t, kTierCount> rollups{};
    std::array<std::uint64_t, kTierCount> rollupBytes{};
    std::uint64_t registries = 0;
    TimeRange folds; ///< HistoryReader::range
    std::uint64_t fileBytes = 0;
};

/// The one writer of a store; every call is a transaction of its own and bounded. One thread.
class HistoryWriter
{
  public:
    HistoryWriter() = default;
    HistoryWriter(const HistoryWriter&) = delete;
    HistoryWriter& operator=(const HistoryWriter&) = delete;
    virtual ~HistoryWriter() = default;

    // The journal, as Journal has it.
    [[nodiscard]] virtual Result<AppendOutcome>
    append(std::span<const JournalEntry> entries,
           const std::function<ProgressUpdate(std::size_t stored)>& progressAfter) = 0;
    [[nodiscard]] virtual Result<std::vector<ProgressRecord>> loadProgress() const = 0;
    [[nodiscard]] virtual Result<std::vector<ForgottenEpochs>> loadForgotten() const = 0;

    /// Whether it can still write, as far as that is seen without writing: a server may be gone, and with it
    /// the right to write, while there is nothing to say.
    [[nodiscard]] virtual Result<> probe() { return {}; }

    /// Keeps a registry document (bytes of a SnapshotFile), in force for all frames that come after; nothing
    /// is written when the one in force is the same. `version` without number and place. Gives its number.
    [[nodiscard]] virtual Result<std::uint64_t> addRegistry(const RegistryVersion& version,
                                                            std::string_view document) = 0;

    /// Keeps a piece of a fold. Precondition: `piece.fold` is beyond the fold position.
    [[nodiscard]] virtual Result<> add(const FoldPiece& piece) = 0;
    /// Makes the fold true. Windows of rollups that its samples touch become due again.
    [[nodiscard]] virtual Result<> seal(const Checkpoint& checkpoint) = 0;
    /// Forgets pieces of a fold that was never sealed: at start, and when one is given up.
    [[nodiscard]] virtual Result<> dropUnsealed() = 0;

    /// Forgets folded frames up to `upTo` (at most `maxBytes` of bodies in one call), and dictionaries of
    /// checkpoints before it. True: there is more to do.
    [[nodiscard]] virtual Result<bool> trim(JournalOrder upTo, std::uint64_t maxBytes) = 0;

    /// Takes away what a window had, before it is made anew.
    [[nodiscard]] virtual Result<> beginRollup(RollupWindow window) = 0;
    /// Keeps the rollups of some chunks and windows.
    [[nodiscard]] virtual Result<> putRollups(std::span<const RollupRow> rows) = 0;
    /// After the last chunk of a window: it is not due any more.
    [[nodiscard]] virtual Result<> completeRollup(RollupWindow window) = 0;

    /// Forgets what is beyond the policy, at most `maxRows` rows a call. True: there is more to do.
    [[nodiscard]] virtual Result<bool> expire(const RetentionPolicy& policy, TimeNs now,
                                              std::size_t maxRows) = 0;

    /// Journal bytes in use, as AppendOutcome says them.
    [[nodiscard]] virtual Result<std::uint64_t> journalBytes() const = 0;
};

/// A checkpoint that a twin can go on from.
struct RestartPoint
{
    JournalOrder fold = 0;
    TimeNs made = 0;
    std::uint64_t bytesAfter = 0; ///< of frames in the journal
};

/// Samples of one series in a range, by time, unique.
struct SeriesSamples
{
    std::vector<StoredSample> samples;
};

/// What the store has of a moment: a checkpoint and what came after it. Newest sample of each series only.
struct PastMoment
{
    std::optional<Checkpoint> checkpoint;                   ///< none: from the very beginning
    std::vector<std::pair<SeriesId, StoredSample>> samples; ///< of that time or before, after the checkpoint
    std::vector<EventRow> events;                           ///< likewise, in journal order
};

/// A read connection of its own beside a running writer, in the same or another process. One thread at a
/// time. Cancelled is the error of a call whose stop was asked for.
class HistoryReader
{
  public:
    HistoryReader() = default;
    HistoryReader(const HistoryReader&) = delete;
    HistoryReader& operator=(const HistoryReader&) = delete;
    virtual ~HistoryReader() = default;

    /// Between them all answers are of one instant of the store: blocks and the journal's tail have no hole
    /// between them. Nesting is not allowed.
    [[nodiscard]] virtual Result<> beginRead() = 0;
    virtual void endRead() = 0;

    [[nodiscard]] virtual Result<StoreSums> sums() = 0;
    /// What was ever accepted: by source name, then epoch.
    [[nodiscard]] virtual Result<std::vector<ProgressRecord>> loadProgress() = 0;
    [[nodiscard]] virtual Result<std::vector<ForgottenEpochs>> loadForgotten() = 0;
    /// From the first sample (of a store of which nothing is folded: frame) to the newest one. Both 0:
    /// nothing yet.
    [[nodiscard]] virtual Result<TimeRange> range() = 0;
    [[nodiscard]] virtual Result<JournalOrder> foldPosition() = 0;
    [[nodiscard]] virtual Result<JournalOrder> newestFrame() = 0;

    [[nodiscard]] virtual Result<std::optional<SeriesId>> find(const SeriesKey& key) = 0;
    /// The series of one chunk, by number.
    [[nodiscard]] virtual Result<std::vector<SeriesRow>> seriesOf(std::uint64_t chunk) = 0;
    /// Of each metric the series with the greatest number: new ones are numbered on from there.
    [[nodiscard]] virtual Result<std::vector<SeriesRow>> lastSeriesOfEachMetric() = 0;

    /// Folded samples of one series with begin <= time < end.
    [[nodiscard]] virtual Result<SeriesSamples> samples(SeriesId series, TimeRange range,
                                                        const std::stop_token& stop) = 0;
    /// Min, max, mean per column from the best tier; folded samples only. Cost follows the columns.
    [[nodiscard]] virtual Result<SeriesColumns> columns(SeriesId series, TimeRange range, std::size_t columns,
                                                        const std::stop_token& stop) = 0;
    /// What was known at `time`, of folded frames only.
    [[nodiscard]] virtual Result<PastMoment> moment(TimeNs time, const std::stop_token& stop) = 0;
    /// The checkpoints whose dictionaries are kept, oldest first: the places one can go on from.
    [[nodiscard]] virtual Result<std::vector<RestartPoint>> restartPoints() = 0;
    /// Errors: NotFound.
    [[nodiscard]] virtual Result<Checkpoint> checkpoint(JournalOrder fold) = 0;

    /// Events with begin <= time < end, by time; at most `limit`.
    [[nodiscard]] virtual Result<std::vector<EventRow>> events(TimeRange range, std::size_t limit) = 0;

    /// Frames of the journal after `after`, in order, until `visit` says false.
    [[nodiscard]] virtual Result<>
    frames(JournalOrder after, const std::function<bool(JournalOrder, const JournalEntry&)>& visit) = 0;

    /// The first batch received within `window` of the newest one, such that those from it on have no more
    /// than `maxBytes` of bodies; beyond the newest frame when there is none.
    [[nodiscard]] virtual Result<JournalOrder> firstOfTail(TimeNs window, std::uint64_t maxBytes) = 0;

    /// By validity, oldest first.
    [[nodiscard]] virtual Result<std::vector<RegistryVersion>> registries() = 0;
    /// The document of a version. Errors: NotFound.
    [[nodiscard]] virtual Result<std::string> registryDocument(std::uint64_t id) = 0;

    /// Rollup windows that are due: wholly before `before`, and not complete or touched since. Oldest first,
    /// at most `limit`.
    [[nodiscard]] virtual Result<std::vector<RollupWindow>> dueRollups(TimeNs before, std::size_t limit) = 0;
    /// Chunks with folded samples in a window.
    [[nodiscard]] virtual Result<std::vector<std::uint64_t>> chunksIn(TimeRange range) = 0;
    /// All folded samples of a chunk with begin <= time < end: one run a series, unique by time.
    [[nodiscard]] virtual Result<std::vector<SeriesPoints>> chunkPoints(std::uint64_t chunk,
                                                                        TimeRange range) = 0;
};

/// A damaged part of a store.
struct StoreProblem
{
    std::string where;
    std::string what;
};

/// One store, wherever it is.
class HistoryStore
{
  public:
    HistoryStore() = default;
    HistoryStore(const HistoryStore&) = delete;
    HistoryStore& operator=(const HistoryStore&) = delete;
    virtual ~HistoryStore() = default;

    /// Errors: Unsupported (newer schema), BadInput (not a store, damaged), Io (permission, another writer,
    /// no server).
    [[nodiscard]] virtual Result<std::unique_ptr<HistoryWriter>>
    openWriter(const JournalOptions& options) = 0;
    /// Errors: as above, NotFound.
    [[nodiscard]] virtual Result<std::unique_ptr<HistoryReader>> openReader() = 0;
    /// Everything wrong with it, at most `limit`; reads all of it.
    [[nodiscard]] virtual Result<std::vector<StoreProblem>> check(std::size_t limit) = 0;
    /// Takes away what cannot be read, so that the rest can; says what. The writer must not run.
    [[nodiscard]] virtual Result<std::vector<StoreProblem>> repair() = 0;
    /// Moves what was committed to its final place beside the writer, so that no commit has to; any thread,
    /// as often as it likes. When it fails the writer does it itself.
    virtual void settle() = 0;
    /// Gives unused room back to the disk. The writer must not run.
    [[nodiscard]] virtual Result<> shrink() = 0;
};

/// By its name: a file's path, or `postgresql://…`. Nothing is opened yet.
[[nodiscard]] Result<std::unique_ptr<HistoryStore>> historyStore(const std::string& location);

} // namespace twin::history
