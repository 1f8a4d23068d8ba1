#include "twin/history/history_store.h"

#include "twin/history/sqlite_store.h"

namespace twin::history {

Result<std::unique_ptr<HistoryStore>> historyStore(const std::string& location)
{
    if (location.starts_with("postgresql://") || location.starts_with("postgres://")) {
        return failure(ErrorCode::Unsupported, "this program has no PostgreSQL store");
    }
    return sqliteStore(location);
}

} // namespace twin::history
