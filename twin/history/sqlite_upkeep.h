#pragma once

#include "twin/history/history_store.h"
#include "twin/support/result.h"

#include <string>
#include <vector>

namespace twin::history {

/// HistoryStore::check and repair of a store in one SQLite file. Repair writes a new file of all rows that
/// can be read and are sound, puts it in place of the old one and keeps that as `path` + ".damaged". Errors:
/// those of opening; Io.
[[nodiscard]] Result<std::vector<StoreProblem>> checkFile(const std::string& path, std::size_t limit);
[[nodiscard]] Result<std::vector<StoreProblem>> repairFile(const std::string& path);

} // namespace twin::history
