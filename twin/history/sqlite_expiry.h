#pragma once

#include "twin/history/history_store.h"
#include "twin/history/sqlite.h"

namespace twin::history {

/// Inside a transaction: takes away the oldest rows beyond the policy, at most `maxRows`. True: there are
/// more. Errors: Io.
[[nodiscard]] Result<bool> expireRows(Database& database, const RetentionPolicy& policy, TimeNs now,
                                      std::size_t maxRows);

} // namespace twin::history
