#pragma once

#include "twin/support/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace twin {

/// One record of a CSV file (RFC 4180: quotes, doubled quotes, line breaks inside quotes).
struct CsvRow
{
    std::int64_t line = 0; ///< 1-based line where the record starts
    std::vector<std::string> cells;
};

/// All records of UTF-8 `text`; blank lines are left out. Errors: BadInput with the line (unclosed quote,
/// text after a closing quote), TooLarge (over `maxRows` or 1,000 cells in a row).
[[nodiscard]] Result<std::vector<CsvRow>> parseCsv(std::string_view text, std::size_t maxRows = 2'000'000);

/// `text` in quotes, those inside it doubled.
[[nodiscard]] std::string quoted(std::string_view text);

/// `cell`, quoted if it holds a comma, a quote, a semicolon or a line break.
[[nodiscard]] std::string csvCell(std::string_view cell);

/// The same of a list joined by `;` (name_list.h), which alone needs no quotes.
[[nodiscard]] std::string csvListCell(std::string_view list);

} // namespace twin
