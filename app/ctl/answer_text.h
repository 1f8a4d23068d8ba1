#pragma once

#include <nlohmann/json_fwd.hpp>

namespace app::ctl {

/// Prints an answer: as JSON on one line, or for people: a line for each of its fields, a table for a list of
/// records, of long lists only the first rows and how many there are. What is cut off is whole in `--json`
/// and in the file of
/// `--out`.
void printAnswer(const nlohmann::ordered_json& answer, bool json);

} // namespace app::ctl
