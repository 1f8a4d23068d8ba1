#pragma once

#include "twin/history/history_store.h"
#include "twin/history/sqlite.h"

#include <functional>
#include <stop_token>
#include <string_view>

namespace twin::history {

/// Sealed blocks of one chunk that may have samples with begin <= time < end. `visit` gets each.
/// Errors: Io, Cancelled, those of `visit`.
[[nodiscard]] Result<> visitBlocks(Database& database, std::uint64_t chunk, TimeRange range,
                                   const std::stop_token& stop,
                                   const std::function<Result<>(std::string_view block)>& visit);

/// Folded samples of one series with begin <= time < end, by time, unique.
[[nodiscard]] Result<std::vector<StoredSample>> seriesSamples(Database& database, SeriesId series,
                                                              TimeRange range, const std::stop_token& stop);

/// The curve of one series from the best tiers (HistoryReader::columns).
[[nodiscard]] Result<SeriesColumns> seriesColumns(Database& database, SeriesId series, TimeRange range,
                                                  std::size_t columns, const std::stop_token& stop);

/// The newest samples at or before `time` after the newest checkpoint that is not later
/// (HistoryReader::moment).
[[nodiscard]] Result<PastMoment> pastMoment(Database& database, TimeNs time, const std::stop_token& stop);

/// One checkpoint of a query that names all columns.
[[nodiscard]] Result<std::optional<Checkpoint>> readCheckpoint(Statement& rows);

/// Events of a bound query that names all columns and the source's name in place of its number.
[[nodiscard]] Result<std::vector<EventRow>> readEvents(Statement& rows);

[[nodiscard]] tl::unexpected<Error> cancelled();

} // namespace twin::history
