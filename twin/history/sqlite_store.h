#pragma once

#include "twin/history/history_store.h"

#include <memory>
#include <string>

namespace twin::history {

/// A store in one SQLite file.
[[nodiscard]] std::unique_ptr<HistoryStore> sqliteStore(std::string path);

} // namespace twin::history
