#include "app/ctl/answer_text.h"

#include "app/ctl/command.h"
#include "app/ctl/json_text.h"
#include "app/ctl/text_page.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace app::ctl {

namespace {

using Json = nlohmann::ordered_json;
using Row = std::vector<std::string>;

constexpr std::size_t kMostLines = 20; ///< of a list of plain values
constexpr std::size_t kWidestCell = 100;

std::string textOf(const Json& value);

/// `a; b; c`, with the first few of many.
std::string listText(const Json& list)
{
    constexpr std::size_t kMostItems = 4;
    std::string out;
    for (std::size_t i = 0; i < std::min(list.size(), kMostItems); ++i) {
        out += (i == 0 ? "" : "; ") + textOf(list[i]);
    }
    return list.size() > kMostItems ? out + "; … " + std::to_string(list.size()) + " in all" : out;
}

std::string textOf(const Json& value)
{
    if (value.is_string()) {
        return value.get<std::string>();
    }
    if (value.is_array()) {
        return listText(value);
    }
    if (value.is_null()) {
        return "-";
    }
    if (!value.is_object()) {
        return jsonText(value);
    }
    std::string out;
    for (const auto& [key, member] : value.items()) {
        out += (out.empty() ? "" : ", ") + key + ' ' + textOf(member);
    }
    return out;
}

void printRows(const std::vector<Row>& rows)
{
    std::vector<std::size_t> widths(rows.front().size(), 0);
    for (const Row& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            widths[i] = std::max(widths[i], std::min(widthOf(row[i]), kWidestCell));
        }
    }
    for (const Row& row : rows) {
        std::string line = " ";
        for (std::size_t i = 0; i < row.size(); ++i) {
            line += ' ' + row[i];
            const std::size_t width = widthOf(row[i]);
            line.append(i + 1 < row.size() && width < widths[i] ? widths[i] - width : 0, ' ');
        }
        printLine(line);
    }
}

/// The members' names once, above their values.
void printTable(const std::string& name, const Json& records, std::size_t mostRows)
{
    printLine(name + ": " + std::to_string(records.size()));
    std::vector<Row> rows(1);
    for (const auto& [key, value] : records.front().items()) {
        rows.front().push_back(key);
    }
    for (std::size_t i = 0; i < std::min(records.size(), mostRows); ++i) {
        Row& row = rows.emplace_back();
        for (const std::string& key : rows.front()) {
            row.push_back(records[i].contains(key) ? textOf(records[i][key]) : "");
        }
    }
    printRows(rows);
    if (records.size() > mostRows) {
        printLine("  … " + std::to_string(records.size() - mostRows) + " more: --json has them all");
    }
}

bool isTable(const Json& value)
{
    return value.is_array() && !value.empty() &&
           std::ranges::all_of(value, [](const Json& record) { return record.is_object(); });
}

void printList(const std::string& name, const Json& list)
{
    for (std::size_t i = 0; i < std::min(list.size(), kMostLines); ++i) {
        printLine(name + ": " + textOf(list[i]));
    }
    if (list.size() > kMostLines) {
        printLine(name + ": … " + std::to_string(list.size() - kMostLines) + " more: --json has them all");
    }
}

void printText(const Json& answer, std::size_t tableRows)
{
    for (const auto& [key, value] : answer.items()) {
        if (isTable(value)) {
            printTable(key, value, tableRows);
        } else if (value.is_array()) {
            printList(key, value);
        } else {
            printLine(key + ": " + textOf(value));
        }
    }
}

} // namespace

void printAnswer(const Json& answer, bool json, std::size_t tableRows)
{
    if (json) {
        printLine(jsonText(answer));
    } else {
        printText(answer, tableRows);
    }
}

} // namespace app::ctl
