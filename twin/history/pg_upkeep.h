#pragma once

#include "twin/history/history_store.h"
#include "twin/support/result.h"

#include <string>
#include <vector>

namespace twin::history {

/// HistoryStore::check, repair and shrink of a PostgreSQL store. What the server itself cannot read is a
/// problem of its row. Repair deletes the rows that are not sound; it and shrink hold the lease for telemetry
/// meanwhile. Errors: those of opening; Io.
[[nodiscard]] Result<std::vector<StoreProblem>> checkPgStore(const std::string& location, std::size_t limit);
[[nodiscard]] Result<std::vector<StoreProblem>> repairPgStore(const std::string& location);
[[nodiscard]] Result<> shrinkPgStore(const std::string& location);

} // namespace twin::history
