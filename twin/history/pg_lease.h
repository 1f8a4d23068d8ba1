#pragma once

#include "twin/history/pg_connection.h"
#include "twin/support/result.h"

namespace twin::history {

/// Takes the lease for writing telemetry to a store: held by this connection, and free when the connection
/// ends however it ends. Waits a second for a holder that is just going. Errors: Io, naming who holds it.
[[nodiscard]] Result<> takePgLease(PgConnection& connection);

/// Writes down who holds it, for those who come later; the tables must be there.
[[nodiscard]] Result<> notePgLease(PgConnection& connection);

} // namespace twin::history
