#pragma once

#include <nlohmann/json_fwd.hpp>

namespace app::ctl {

/// Prints an answer for people: a line for each of its fields, a table for a list of records, of long lists
/// only the first rows and how many there are. What is cut off is whole in `--json` and in the file of
/// `--out`.
void printText(const nlohmann::ordered_json& answer);

} // namespace app::ctl
