#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

/// How an answer is laid out for a person at a terminal: lines, facts, tables. What the values look like is
/// shown.h's.
namespace app::ctl {

/// Columns on a screen; a Chinese character takes two.
[[nodiscard]] std::size_t widthOf(const std::string& text);

struct TextColumn
{
    std::string title;
    bool isNumber = false; ///< stands at the right
};

/// Rows under titles. A column in which nothing stands is left out.
struct TextTable
{
    std::string name; ///< above it, with the number of rows
    std::vector<TextColumn> columns;
    std::vector<std::vector<std::string>> rows; ///< a cell for each column
    std::size_t left_out = 0;                   ///< rows there are beside these
};

/// `name: 12`, the titles, the rows, and how many more there are; nothing at all for a table without rows.
void printTable(const TextTable& table);

/// Labels and values, the values below each other. Facts without a value are left out.
void printFacts(const std::vector<std::pair<std::string, std::string>>& facts);

/// "  … and 12 more (--json has all)"; nothing for 0.
void printLeftOut(std::size_t count);

} // namespace app::ctl
