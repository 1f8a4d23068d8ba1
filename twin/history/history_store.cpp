#include "twin/history/history_store.h"

#include "twin/history/pg_store.h"
#include "twin/history/sqlite_store.h"
#include "twin/history/store_location.h"

namespace twin::history {

Result<std::unique_ptr<HistoryStore>> historyStore(const std::string& location)
{
    return isServerLocation(location) ? pgStore(location) : sqliteStore(location);
}

} // namespace twin::history
