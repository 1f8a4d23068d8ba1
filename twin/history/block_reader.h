#pragma once

#include "twin/history/block_source.h"

#include <stop_token>
#include <vector>

/// The samples in the blocks of a store.
namespace twin::history {

/// Folded samples of one series with begin <= time < end, by time, unique.
[[nodiscard]] Result<std::vector<StoredSample>> seriesSamples(BlockSource& blocks, SeriesId series,
                                                              TimeRange range, const std::stop_token& stop);

/// Chunks with samples in a range (HistoryReader::chunksIn).
[[nodiscard]] Result<std::vector<std::uint64_t>> chunksIn(BlockSource& blocks, TimeRange range);

/// All samples of a chunk in a range (HistoryReader::chunkPoints).
[[nodiscard]] Result<std::vector<SeriesPoints>> chunkPoints(BlockSource& blocks, std::uint64_t chunk,
                                                            TimeRange range);

} // namespace twin::history
