#pragma once

#include "twin/history/history_store.h"
#include "twin/history/sql_integers.h"
#include "twin/history/sqlite.h"
#include "twin/support/result.h"

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

/// What the parts of the SQLite store share.
namespace twin::history {

/// Steps through a bound statement and resets it; `visit` gives false to end early.
[[nodiscard]] Result<> forEachRow(Statement& rows,
                                  const std::function<Result<bool>(const Statement&)>& visit);

/// One checkpoint of a query that names all columns.
[[nodiscard]] Result<std::optional<Checkpoint>> readCheckpoint(Statement& rows);

/// Events of a bound query that names all columns and the source's name in place of its number.
[[nodiscard]] Result<std::vector<EventRow>> readEvents(Statement& rows);

/// All frames folded so far are up to here; 0 before the first.
inline constexpr const char* kFoldPosition = "SELECT coalesce(max(fold), 0) FROM checkpoints";

} // namespace twin::history
