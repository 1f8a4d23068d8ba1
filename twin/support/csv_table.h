#pragma once

#include "twin/support/csv.h"
#include "twin/support/result.h"
#include "twin/support/text_encoding.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace twin {

/// What to do about a column that is not among those asked for.
enum class OtherColumns : std::uint8_t { Refused, Ignored };

/// The rows of a CSV file by the names of its columns, which may stand in any order.
class CsvTable
{
  public:
    /// @param columns every column there may be, the first `required` of which there must be
    /// Errors, with file and line: not CSV, not text, no header, a column that is unknown (unless others are
    /// ignored), twice or missing, a row of another length, more than maxRows.
    [[nodiscard]] static Result<CsvTable> parse(std::string_view text, const std::string& file,
                                                std::span<const std::string_view> columns,
                                                std::size_t required, std::size_t maxRows,
                                                OtherColumns others = OtherColumns::Refused);

    [[nodiscard]] std::size_t rowCount() const { return m_rows.size(); }

    [[nodiscard]] std::int64_t line(std::size_t row) const { return m_rows[row].line; }

    /// Cell by the number of the column in `columns`; empty when the file does not have it.
    [[nodiscard]] const std::string& cell(std::size_t row, std::size_t column) const;

    /// `file:line: reason`; reasons quote the file, so they are brought to one line of UTF-8.
    [[nodiscard]] tl::unexpected<Error> bad(std::size_t row, std::string_view reason) const
    {
        return failureAt(ErrorCode::BadInput, m_file, line(row), lineOfText(reason, kMaxReasonBytes));
    }

    /// A number in [low, high]; `fallback` for an empty cell. Errors: BadInput, naming the column.
    [[nodiscard]] Result<double> number(std::size_t row, std::size_t column, double fallback, double low,
                                        double high) const;

  private:
    [[nodiscard]] Result<> readHead(const CsvRow& head, std::size_t required);

    std::string m_file;
    OtherColumns m_others = OtherColumns::Refused;
    std::vector<std::string> m_names;
    std::vector<std::size_t> m_at; ///< of each column, in a row
    std::vector<CsvRow> m_rows;
};

} // namespace twin
