#pragma once

#include "twin/history/history_store.h"
#include "twin/support/result.h"

#include <cstdint>
#include <functional>
#include <set>
#include <stop_token>
#include <string_view>

namespace twin::history {

/// What a store has of blocks and rollups, however it keeps them: curves, samples and moments are made of it.
/// Only packs of sealed folds are given. Errors: Io, Cancelled where there is a stop, those of `visit`.
class BlockSource
{
  public:
    /// Gets a pack (block_pack.h); its bytes are good until it returns.
    using VisitPack = std::function<Result<>(std::string_view pack)>;

    /// Packs of folds after `after` that start within from..until, both included.
    struct After
    {
        bool late = false; ///< those with late samples, or the others
        JournalOrder after = 0;
        TimeNs from = 0;
        TimeNs until = 0;
    };

    BlockSource() = default;
    BlockSource(const BlockSource&) = delete;
    BlockSource& operator=(const BlockSource&) = delete;
    virtual ~BlockSource() = default;

    /// Those that may have samples of `chunk` with begin <= time < end, by their start.
    [[nodiscard]] virtual Result<> packsOf(std::uint64_t chunk, TimeRange range, const std::stop_token& stop,
                                           const VisitPack& visit) = 0;
    /// Those that may have samples with begin <= time < end.
    [[nodiscard]] virtual Result<> packsIn(TimeRange range, const VisitPack& visit) = 0;
    [[nodiscard]] virtual Result<> packsAfter(const After& wanted, const std::stop_token& stop,
                                              const VisitPack& visit) = 0;

    /// Starts of the complete windows of a tier that touch `range`.
    [[nodiscard]] virtual Result<std::set<TimeNs>> completeWindows(std::size_t tier, TimeRange range) = 0;
    /// The packs with rollups of `chunk` in the windows of a tier that touch `range`, by the window's start.
    [[nodiscard]] virtual Result<>
    rollupPacks(std::size_t tier, TimeRange range, std::uint64_t chunk, const std::stop_token& stop,
                const std::function<Result<>(TimeNs start, std::string_view pack)>& visit) = 0;
    /// Samples before it were forgotten; 0: none were.
    [[nodiscard]] virtual Result<TimeNs> samplesFrom() = 0;
};

/// The first window of a tier that touches a range beginning at `time`.
[[nodiscard]] constexpr TimeNs windowAt(std::size_t tier, TimeNs time)
{
    const TimeNs rest = time % kTierWindow[tier];
    return time - (rest < 0 ? rest + kTierWindow[tier] : rest);
}

} // namespace twin::history
