#pragma once

#include <algorithm>
#include <string_view>

namespace twin {

/// True if `path` ends like `ending` (in lower case), in any case.
[[nodiscard]] inline bool hasEnding(std::string_view path, std::string_view ending)
{
    return path.size() >= ending.size() &&
           std::ranges::equal(path.substr(path.size() - ending.size()), ending, [](char a, char b) {
               return a == b || (a >= 'A' && a <= 'Z' && a - 'A' + 'a' == b);
           });
}

} // namespace twin
