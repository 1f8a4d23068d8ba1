#include "twin/history/history_store.h"

#include "twin/history/sqlite_store.h"
#include "twin/history/store_location.h"

namespace twin::history {

Result<std::unique_ptr<HistoryStore>> historyStore(const std::string& location)
{
    if (isServerLocation(location)) {
        return failure(ErrorCode::Unsupported, "this program has no PostgreSQL store");
    }
    return sqliteStore(location);
}

} // namespace twin::history
