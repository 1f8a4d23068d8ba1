#pragma once

#include "twin/history/sqlite.h"
#include "twin/support/result.h"

#include <cstdint>

/// The store file's layout and its versions (docs/telemetry-protocol.md, "What is kept").
namespace twin::history {

inline constexpr std::int64_t kApplicationId = 0x53574E47; ///< "SWNG": PRAGMA application_id
inline constexpr std::int64_t kSchemaVersion = 4;          ///< PRAGMA user_version
inline constexpr std::int64_t kDeskSchemaVersion = 4;      ///< from here on with the shift log

/// What a file is before anything is written to it. Errors: Unsupported (newer schema), BadInput (another
/// program's database, not a database), Io. A file without tables is version 0.
[[nodiscard]] Result<std::int64_t> readSchemaVersion(Database& database);

/// Brings version `from` up to kSchemaVersion, each step in a transaction of its own. Errors: Io.
[[nodiscard]] Result<> migrate(Database& database, std::int64_t from);

} // namespace twin::history
