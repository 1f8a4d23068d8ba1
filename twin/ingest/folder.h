#pragma once

#include "twin/history/block_pack.h"
#include "twin/history/fold_builder.h"
#include "twin/history/history_store.h"
#include "twin/ingest/fold_pipeline.h"
#include "twin/ingest/series_numbers.h"
#include "twin/support/result.h"

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace twin::ingest {

struct FoldOptions
{
    bool on = true;
    TimeNs window = 5 * kMinute;        ///< a fold takes frames received within it…
    std::size_t maxSamples = 1'000'000; ///< …or this many samples: a past moment unpacks up to two folds
    /// Folded frames stay this long: a restart refills the last minutes, a recording can begin in them…
    TimeNs keepFrames = 10 * kMinute;
    std::uint64_t keepFrameBytes = 128ULL << 20U; ///< …as long as there are no more than this, in whole folds
    history::RetentionPolicy retention;
};

struct FoldSums
{
    history::JournalOrder position = 0;
    std::uint64_t folds = 0;
    std::uint64_t samples = 0; ///< folded since the start
    std::uint64_t bytes = 0;   ///< of their blocks
};

/// Makes history of a journal, step by step: frames to blocks, blocks to rollups, and lets go of what is too
/// old. Reads through a connection of its own; everything is written by `write`, which may be another
/// thread's. Nothing is half done after an error: a new folder goes on from the last seal. One thread.
class Folder
{
  public:
    using Job = std::function<Result<>(history::HistoryWriter&)>;
    using Write = std::function<Result<>(const Job&)>;

    Folder(const FoldOptions& options, history::HistoryReader& reader, Write write);

    /// Goes on from where the store stands. Errors: Io, BadInput.
    [[nodiscard]] Result<> restore();

    /// Some milliseconds of whatever is due at `now` (receive time). False: nothing was. With `all`, frames
    /// are folded however new they are. Errors: those of reading and writing; begin anew after one.
    [[nodiscard]] Result<bool> step(TimeNs now, bool all = false);

    [[nodiscard]] const FoldSums& sums() const { return m_sums; }

  private:
    struct Kept ///< a place that can be gone on from
    {
        history::JournalOrder fold = 0;
        TimeNs made = 0;
        std::uint64_t before = 0; ///< bytes of frames up to it, counted like m_readBytes
    };

    struct Rolling ///< windows of one hour or day that are being rolled up
    {
        std::vector<history::RollupWindow> windows; ///< equal in time
        std::vector<std::uint64_t> chunks;
        std::size_t next = 0;
        std::map<history::RollupWindow, history::BlockPack> packs; ///< not written yet
    };

    [[nodiscard]] Result<bool> readFrames();
    [[nodiscard]] Result<> findRegistry();
    [[nodiscard]] Result<> adoptRegistry();
    [[nodiscard]] bool isCut(history::JournalOrder order, const history::JournalEntry& entry) const;
    void collect(const state::SampleBatch& batch);
    [[nodiscard]] Result<> fold();
    [[nodiscard]] Result<> writePieces(std::vector<history::BlockRow> blocks);
    void takeRestarts(const std::vector<history::RestartPoint>& points);
    [[nodiscard]] bool isKeptEnough(const Kept& next, TimeNs before) const;
    [[nodiscard]] Result<bool> trim();
    [[nodiscard]] Result<bool> rollUp();
    [[nodiscard]] Result<bool> beginRolling();
    [[nodiscard]] Result<> rollDay(std::uint64_t chunk, TimeNs day);
    [[nodiscard]] Result<> rollHour(std::uint64_t chunk, TimeNs hour);
    [[nodiscard]] Result<> writePacks(bool all);
    [[nodiscard]] Result<> endRolling();
    [[nodiscard]] Result<bool> expire(TimeNs now);

    FoldOptions m_options;
    history::HistoryReader& m_reader;
    Write m_write;
    FoldPipeline m_pipeline;
    SeriesNumbers m_numbers;
    history::FoldBuilder m_builder;
    std::vector<history::EventRow> m_events;
    std::uint64_t m_registry = 0;                           ///< number of the version in force
    std::optional<history::RegistryVersion> m_nextRegistry; ///< the one after it
    history::JournalOrder m_read = 0;                       ///< last frame the pipeline took
    std::optional<TimeNs> m_began;                          ///< receive time of the fold's first frame
    bool m_cut = false;                                     ///< the next frame belongs to the next fold
    bool m_registryDue = false;                             ///< and is in the words of the next registry
    std::deque<Kept> m_restarts;
    std::uint64_t m_readBytes = 0; ///< of all frames taken
    history::JournalOrder m_trimmed = 0;
    std::optional<Rolling> m_rolling;
    TimeNs m_nextRollLook = 0;
    TimeNs m_nextExpiry = 0;
    std::optional<Error> m_failed; ///< inside a callback
    FoldSums m_sums;
};

} // namespace twin::ingest
