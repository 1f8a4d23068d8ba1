#pragma once

#include "twin/history/history_store.h"

#include <memory>
#include <string>

namespace twin::history {

/// A store on a PostgreSQL server (docs/history.md, "A shared store").
[[nodiscard]] std::unique_ptr<HistoryStore> pgStore(std::string location);

} // namespace twin::history
