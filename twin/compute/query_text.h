#pragma once

#include "twin/compute/query_reason.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace twin::compute {

inline constexpr std::size_t kMostQueryBytes = 16'384;

/// One word of a query and where it stands.
struct QueryToken
{
    enum class Kind : std::uint8_t { Word, Text, Number, Operator, Open, Close, Comma, End };
    Kind kind = Kind::End;
    std::string text;        ///< the word itself, without quotes
    double number = 0;       ///< of a Number
    std::string unit;        ///< of a Number: the letters behind it
    std::int64_t column = 0; ///< in characters, from 1
};

/// Words: letters, digits, `_ . - / @ # ~ ·` and all that is not ASCII; texts in ' or ". Numbers take the
/// letters that follow as their unit (`5ms`, `100P`, `80 %`). Operators: = != < <= > >= ~. `;` and `,` are
/// the same. Ends with an End token. Errors: BadInput with the column; TooLarge.
[[nodiscard]] QueryResult<std::vector<QueryToken>> queryTokens(std::string_view query);

} // namespace twin::compute
