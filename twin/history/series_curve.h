#pragma once

#include "twin/history/block_source.h"

#include <cstddef>
#include <stop_token>

namespace twin::history {

/// The curve of one series from the best tiers (HistoryReader::columns).
[[nodiscard]] Result<SeriesColumns> seriesColumns(BlockSource& blocks, SeriesId series, TimeRange range,
                                                  std::size_t columns, const std::stop_token& stop);

} // namespace twin::history
