#pragma once

#include "twin/support/result.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace twin {

/// Names from a list as CSV cells and options carry them: separated by `;`, those with `;` `,` or `"` inside
/// in quotes, quotes doubled. Blanks around a name and empty names are dropped. Errors: BadInput (an unclosed
/// quote, text behind a closing one), TooLarge (over `maxNames`).
[[nodiscard]] Result<std::vector<std::string>> splitNames(std::string_view text,
                                                          std::size_t maxNames = 10'000);

/// A name as an item of such a list: in quotes where it needs them.
[[nodiscard]] std::string listItem(std::string_view name);

/// Adds a name to such a list.
void addToList(std::string& list, std::string_view name);

/// The names most like `wanted`, best first: those that start with it or hold it (whatever the case), then by
/// edit distance (insert, delete, replace, swap neighbours; in code points), ties by name. Names that have
/// little in common with it are left out. Cost: O(names · length²).
[[nodiscard]] std::vector<std::string>
nearestNames(std::string_view wanted, std::span<const std::string> names, std::size_t count = 3);

} // namespace twin
