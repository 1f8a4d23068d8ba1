#include "app/ctl/answer_table.h"

#include "app/ctl/command.h"
#include "app/ctl/text_page.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace app::ctl {

namespace {

using Json = nlohmann::ordered_json;

/// Null where it is not there.
const Json& memberOf(const Json& record, const std::string& key)
{
    static const Json none;
    if (key.empty()) {
        return record;
    }
    const std::size_t slash = key.find('/');
    const auto found = record.is_object() ? record.find(key.substr(0, slash)) : record.end();
    if (found == record.end()) {
        return none;
    }
    return slash == std::string::npos ? *found : memberOf(*found, key.substr(slash + 1));
}

} // namespace

Field numberField(std::string title, std::string key, std::function<std::string(const Json&)> show)
{
    return {std::move(title), std::move(key), std::move(show), true};
}

Field endsIn(std::string title, const char* key)
{
    return numberField(std::move(title), key, [](const Json& seconds) {
        return seconds.is_null() ? std::string() : shown::duration(seconds);
    });
}

Field turnField(std::string title, std::string before, std::string after)
{
    const auto show = [before = std::move(before), after = std::move(after)](const Json& record) {
        const std::string then = shown::words(memberOf(record, before));
        const std::string now = shown::words(memberOf(record, after));
        return then == now ? now : then + " → " + now;
    };
    return {std::move(title), {}, show};
}

void printRecords(const std::string& name, const Json& records, const std::vector<Field>& fields,
                  std::size_t most)
{
    TextTable table;
    table.name = name;
    for (const Field& field : fields) {
        table.columns.push_back({field.title, field.isNumber});
    }
    const std::size_t shownRows = std::min(records.size(), most);
    for (std::size_t i = 0; i < shownRows; ++i) {
        auto& row = table.rows.emplace_back();
        for (const Field& field : fields) {
            row.push_back(field.show(memberOf(records[i], field.key)));
        }
    }
    table.left_out = records.size() - shownRows;
    printTable(table);
}

void printFooter(const Json& answer)
{
    printLine("");
    std::vector<std::pair<std::string, std::string>> facts;
    facts.emplace_back("computed in", shown::duration(memberOf(answer, "seconds")));
    for (const char* hash : {"situation_hash", "run_hash", "state_hash"}) {
        facts.emplace_back(hash, shown::text(memberOf(answer, hash)));
    }
    printFacts(facts);
}

} // namespace app::ctl
