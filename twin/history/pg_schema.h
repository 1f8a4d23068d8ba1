#pragma once

#include "twin/history/pg_connection.h"
#include "twin/support/result.h"

#include <cstdint>

/// The tables of a store in PostgreSQL, in a schema of their own, and their versions (docs/history.md, "A
/// shared store").
namespace twin::history {

inline constexpr std::int64_t kPgSchemaVersion = 1;

/// Opens a session that finds the store's tables, waits for every commit to be on disk, and whose end the
/// server notices within half a minute when our machine is gone. Errors: those of PgConnection::open.
[[nodiscard]] Result<PgConnection> openPgSession(const std::string& location,
                                                 PgConnection::Patience patience);

/// What the database has before anything is written to it; 0: no store. Errors: Unsupported (newer schema),
/// BadInput (a schema of the same name that is something else), Io.
[[nodiscard]] Result<std::int64_t> readPgSchemaVersion(PgConnection& connection);

/// Brings version `from` up to kPgSchemaVersion, each step in a transaction of its own. Errors: Io.
[[nodiscard]] Result<> migratePg(PgConnection& connection, std::int64_t from);

/// A session on a store that is there and of this version. Errors: NotFound, and all of the above.
[[nodiscard]] Result<PgConnection> openPgStore(const std::string& location, PgConnection::Patience patience);

/// All frames folded so far are up to here; 0 before the first.
inline constexpr const char* kPgFoldPosition = "SELECT coalesce(max(fold), 0) FROM checkpoints";

} // namespace twin::history
