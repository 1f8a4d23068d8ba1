#pragma once

#include "twin/history/sqlite.h"
#include "twin/support/result.h"

#include <cstdint>
#include <functional>
#include <string_view>

/// What the parts of the SQLite store share.
namespace twin::history {

[[nodiscard]] constexpr std::int64_t toSql(std::uint64_t value)
{
    return static_cast<std::int64_t>(value); // SQLite integers are signed: the bits are kept
}

[[nodiscard]] constexpr std::uint64_t fromSql(std::int64_t value)
{
    return static_cast<std::uint64_t>(value);
}

/// Steps through a bound statement and resets it; `visit` gives false to end early.
[[nodiscard]] Result<> forEachRow(Statement& rows,
                                  const std::function<Result<bool>(const Statement&)>& visit);

/// All frames folded so far are up to here; 0 before the first.
inline constexpr const char* kFoldPosition = "SELECT coalesce(max(fold), 0) FROM checkpoints";

} // namespace twin::history
