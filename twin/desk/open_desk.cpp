#include "twin/desk/desk_store.h"
#include "twin/desk/postgres_desk.h"
#include "twin/desk/sqlite_desk.h"
#include "twin/history/store_location.h"
#include "twin/support/assert.h"

#include <utility>

namespace twin::desk {

Result<std::unique_ptr<DeskStore>> openDesk(const std::string& location, DeskAccess access)
{
    return history::isServerLocation(location) ? PostgresDesk::open(location)
                                               : SqliteDesk::open(location, access, {});
}

Result<std::unique_ptr<DeskStore>> openDeskBeside(const std::string& path, WriterTurn turn)
{
    return SqliteDesk::open(path, DeskAccess::Write, std::move(turn));
}

std::unique_ptr<DeskStore> sessionDesk()
{
    auto made = SqliteDesk::openInMemory();
    TWIN_ASSERT(made.has_value(), "a database in memory takes its schema");
    return made ? std::move(*made) : nullptr;
}

} // namespace twin::desk
