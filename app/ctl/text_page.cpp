#include "app/ctl/text_page.h"

#include "app/ctl/command.h"

#include <algorithm>

namespace app::ctl {

namespace {

constexpr std::size_t kWidestCell = 100; ///< a longer one does not push the others of its column away

/// A cell in a column of `width`; the last one of a line has nothing behind it.
std::string padded(const std::string& cell, std::size_t width, bool isRight, bool isLast)
{
    const std::size_t own = widthOf(cell);
    const std::string gap(own < width ? width - own : 0, ' ');
    return isRight ? gap + cell : cell + (isLast ? std::string() : gap);
}

/// Numbers of the columns in which something stands.
std::vector<std::size_t> filledColumns(const TextTable& table)
{
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (std::ranges::any_of(table.rows, [i](const auto& row) { return !row[i].empty(); })) {
            out.push_back(i);
        }
    }
    return out;
}

void printCells(const TextTable& table, const std::vector<std::size_t>& columns,
                const std::vector<std::size_t>& widths, const std::vector<std::string>& cells)
{
    std::string line = " ";
    for (const std::size_t i : columns) {
        line += (i == columns.front() ? " " : "  ") +
                padded(cells[i], widths[i], table.columns[i].isNumber, i == columns.back());
    }
    line.erase(line.find_last_not_of(' ') + 1);
    printLine(line);
}

} // namespace

std::size_t widthOf(const std::string& text)
{
    std::size_t out = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        out += (byte & 0xC0U) == 0x80U ? 0 : byte >= 0xE3U && byte < 0xF0U ? 2 : 1;
    }
    return out;
}

void printTable(const TextTable& table)
{
    if (table.rows.empty() && table.left_out == 0) {
        return;
    }
    printLine("");
    printLine(table.name + ": " + std::to_string(table.rows.size() + table.left_out));
    const std::vector<std::size_t> columns = filledColumns(table);
    if (!columns.empty()) {
        std::vector<std::string> titles;
        std::vector<std::size_t> widths;
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            titles.push_back(table.columns[i].title);
            widths.push_back(widthOf(titles.back()));
            for (const auto& row : table.rows) {
                widths.back() = std::max(widths.back(), std::min(widthOf(row[i]), kWidestCell));
            }
        }
        printCells(table, columns, widths, titles);
        for (const auto& row : table.rows) {
            printCells(table, columns, widths, row);
        }
    }
    printLeftOut(table.left_out);
}

void printFacts(const std::vector<std::pair<std::string, std::string>>& facts)
{
    std::size_t width = 0;
    for (const auto& [label, value] : facts) {
        width = std::max(width, value.empty() ? 0 : widthOf(label));
    }
    for (const auto& [label, value] : facts) {
        if (!value.empty()) {
            printLine("  " + padded(label, width, false, false) + "  " + value);
        }
    }
}

void printLeftOut(std::size_t count)
{
    if (count > 0) {
        printLine("  … and " + std::to_string(count) + " more (--json has all)");
    }
}

} // namespace app::ctl
