#pragma once

#include "app/ctl/shown.h"

#include <cstddef>
#include <functional>
#include <limits>
#include <string>
#include <vector>

namespace app::ctl {

/// A column of a table made of records.
struct Field
{
    using Json = nlohmann::ordered_json;

    std::string title;
    std::string key; ///< a member of the record, `bill_cny/total` one of a member; empty: the record itself
    std::function<std::string(const Json&)> show = shown::text; ///< null of a member that is not there
    bool isNumber = false;
};

/// A column that stands at the right.
[[nodiscard]] Field numberField(std::string title, std::string key,
                                std::function<std::string(const Field::Json&)> show = shown::count);
/// A column of seconds; empty of what has no end.
[[nodiscard]] Field endsIn(std::string title, const char* key);
/// `up`, or `up → down` of two members.
[[nodiscard]] Field turnField(std::string title, std::string before, std::string after);

inline constexpr std::size_t kAllRows = std::numeric_limits<std::size_t>::max();

/// Prints the first `most` records and how many more there are; nothing of none.
void printRecords(const std::string& name, const nlohmann::ordered_json& records,
                  const std::vector<Field>& fields, std::size_t most);

/// The end of every answer: how long it took and the hashes, by which it can be found again.
void printFooter(const nlohmann::ordered_json& answer);

} // namespace app::ctl
