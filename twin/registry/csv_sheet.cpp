#include "twin/registry/csv_sheet.h"

#include "twin/support/text_encoding.h"

#include <algorithm>
#include <set>
#include <string_view>

namespace twin::registry {

namespace {

/// Spreadsheets write cells that were emptied as empty ones to the right and rows of nothing but commas.
void dropEmptyCells(std::vector<CsvRow>& rows)
{
    for (CsvRow& row : rows) {
        while (!row.cells.empty() && row.cells.back().empty()) {
            row.cells.pop_back();
        }
    }
    std::erase_if(rows, [](const CsvRow& row) { return row.cells.empty(); });
}

/// What a header of one cell says of how the file was saved; empty: nothing.
std::string otherSeparator(const std::vector<std::string>& header)
{
    const bool tab = header.size() == 1 && header[0].find('\t') != std::string::npos;
    if (!tab && (header.size() != 1 || header[0].find(';') == std::string::npos)) {
        return {};
    }
    return std::string("columns are separated by ") + (tab ? "tabs" : "semicolons") +
           ": save it as CSV with commas";
}

bool readHeader(CsvSheet& sheet, std::int64_t line, CsvProblems& problems)
{
    const CsvTableSchema& schema = *sheet.schema;
    std::set<std::string_view> seen;
    for (std::size_t i = 0; i < sheet.names.size(); ++i) {
        const std::string& name = sheet.names[i];
        const auto found = std::ranges::find(schema.columns, name, &CsvColumn::name);
        sheet.columns.push_back(found == schema.columns.end() ? nullptr : &*found);
        const bool isOwner = schema.child != nullptr && name == schema.ownerColumn;
        sheet.owner = isOwner ? i : sheet.owner;
        if (!isOwner && sheet.columns.back() == nullptr) {
            problems.add(sheet.file, line, name, "there is no such column");
        } else if (!seen.insert(name).second) {
            problems.add(sheet.file, line, name, "column is given twice");
        }
    }
    const std::string key = schema.keyColumn();
    if (!key.empty() && !seen.contains(key)) {
        problems.add(sheet.file, line, {}, "column " + key + " is missing");
        return false;
    }
    return true;
}

} // namespace

std::optional<CsvSheet> openSheet(const CsvTable& table, CsvProblems& problems)
{
    CsvSheet sheet;
    sheet.file = table.file.empty() ? table.name + ".csv" : table.file;
    sheet.schema = csvTable(table.name);
    if (sheet.schema == nullptr) {
        problems.add(sheet.file, 0, {}, "there is no such table");
        return std::nullopt;
    }
    auto text = toUtf8(table.text);
    auto rows = text ? parseCsv(*text) : Result<std::vector<CsvRow>>(failure(text.error()));
    if (!rows) {
        problems.add(sheet.file, rows.error().line, {}, rows.error().reason);
        return std::nullopt;
    }
    dropEmptyCells(*rows);
    if (rows->empty()) {
        problems.add(sheet.file, 0, {}, "has no header row");
        return std::nullopt;
    }
    sheet.names = std::move(rows->front().cells);
    const std::int64_t line = rows->front().line;
    rows->erase(rows->begin());
    sheet.described = !rows->empty() && rows->front().cells.front().starts_with("# ");
    rows->erase(rows->begin(), rows->begin() + (sheet.described ? 1 : 0));
    sheet.rows = std::move(*rows);
    if (std::string reason = otherSeparator(sheet.names); !reason.empty()) {
        problems.add(sheet.file, line, {}, std::move(reason));
        return std::nullopt;
    }
    return readHeader(sheet, line, problems) ? std::optional(std::move(sheet)) : std::nullopt;
}

} // namespace twin::registry
