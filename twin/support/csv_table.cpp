#include "twin/support/csv_table.h"

#include "twin/support/number_text.h"
#include "twin/support/text_encoding.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace twin {

namespace {

constexpr std::size_t kAbsent = static_cast<std::size_t>(-1);

std::string shortened(const std::string& text)
{
    return text.size() <= 80 ? text : lineOfText(text, 77) + "...";
}

/// `src,dst,bps[,class]`
std::string headerText(std::span<const std::string_view> columns, std::size_t required)
{
    std::string out;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        out += (i == required ? "[" : "") + std::string(i > 0 ? "," : "") + std::string(columns[i]);
    }
    return required < columns.size() ? out + "]" : out;
}

/// What separates the columns of a header in which no comma does; null when nothing is wrong.
const char* otherSeparator(const CsvRow& head)
{
    if (head.cells.size() != 1) {
        return nullptr;
    }
    const bool isTab = head.cells[0].find('\t') != std::string::npos;
    return isTab ? "tabs" : head.cells[0].find(';') != std::string::npos ? "';'" : nullptr;
}

} // namespace

Result<> CsvTable::readHead(const CsvRow& head, std::size_t required)
{
    if (const char* separator = otherSeparator(head); separator != nullptr) {
        return failureAt(ErrorCode::BadInput, m_file, head.line,
                         std::string("columns are separated by ") + separator + ": commas are expected");
    }
    for (std::size_t i = 0; i < head.cells.size(); ++i) {
        const auto found = std::ranges::find(m_names, head.cells[i]);
        if (found == m_names.end()) {
            if (m_others == OtherColumns::Ignored) {
                continue;
            }
            return failureAt(ErrorCode::BadInput, m_file, head.line,
                             "column " + shortened(head.cells[i]) + " is unknown");
        }
        std::size_t& at = m_at[static_cast<std::size_t>(found - m_names.begin())];
        if (at != kAbsent) {
            return failureAt(ErrorCode::BadInput, m_file, head.line, "column " + *found + " is there twice");
        }
        at = i;
    }
    for (std::size_t i = 0; i < required; ++i) {
        if (m_at[i] == kAbsent) {
            return failureAt(ErrorCode::BadInput, m_file, head.line, "column " + m_names[i] + " is missing");
        }
    }
    return {};
}

Result<CsvTable> CsvTable::parse(std::string_view text, const std::string& file,
                                 std::span<const std::string_view> columns, std::size_t required,
                                 std::size_t maxRows, OtherColumns others)
{
    const auto named = [&](Error error) {
        error.file = file;
        return failure(std::move(error));
    };
    const auto utf8 = toUtf8(text);
    if (!utf8) {
        return named(utf8.error());
    }
    auto rows = parseCsv(*utf8, maxRows + 1);
    if (!rows) {
        return named(rows.error());
    }
    CsvTable out;
    out.m_file = file;
    out.m_others = others;
    out.m_names.assign(columns.begin(), columns.end());
    out.m_at.assign(columns.size(), kAbsent);
    if (rows->empty()) {
        return failureAt(ErrorCode::BadInput, file, 1,
                         "the header " + headerText(columns, required) + " is missing");
    }
    if (auto head = out.readHead(rows->front(), required); !head) {
        return failure(std::move(head.error()));
    }
    const std::size_t width = rows->front().cells.size();
    rows->erase(rows->begin());
    out.m_rows = std::move(*rows);
    for (const CsvRow& row : out.m_rows) {
        if (row.cells.size() != width) {
            return failureAt(ErrorCode::BadInput, file, row.line,
                             std::to_string(width) + " cells were expected, not " +
                                 std::to_string(row.cells.size()));
        }
    }
    return out;
}

const std::string& CsvTable::cell(std::size_t row, std::size_t column) const
{
    static const std::string kEmpty;
    return m_at[column] == kAbsent ? kEmpty : m_rows[row].cells[m_at[column]];
}

Result<double> CsvTable::number(std::size_t row, std::size_t column, double fallback, double low,
                                double high) const
{
    const std::string& text = cell(row, column);
    if (text.empty()) {
        return fallback;
    }
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) {
        return bad(row, m_names[column] + " is not a number: " + shortened(text));
    }
    if (!(value >= low && value <= high)) {
        return bad(row, m_names[column] + " is out of range (" + exactText(low) + " to " + exactText(high) +
                            "): " + shortened(text));
    }
    return value;
}

} // namespace twin
