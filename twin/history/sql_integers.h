#pragma once

#include <cstdint>

namespace twin::history {

/// Integers of databases are signed: the bits are kept.
[[nodiscard]] constexpr std::int64_t toSql(std::uint64_t value)
{
    return static_cast<std::int64_t>(value);
}

[[nodiscard]] constexpr std::uint64_t fromSql(std::int64_t value)
{
    return static_cast<std::uint64_t>(value);
}

} // namespace twin::history
