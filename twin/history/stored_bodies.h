#pragma once

#include "twin/support/result.h"

#include <array>
#include <string_view>

namespace twin::history {

/// A table whose rows carry bytes that can be judged.
struct StoredBodies
{
    const char* table;
    const char* body; ///< the column
    /// Errors: why the bytes are not what they should be.
    Result<> (*judge)(std::string_view body);
};

/// All of them, in every store; what key a table's rows have is the store's own.
[[nodiscard]] const std::array<StoredBodies, 4>& storedBodies();

} // namespace twin::history
