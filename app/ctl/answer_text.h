#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstddef>

namespace app::ctl {

/// How many rows of a table a person is shown when nothing else is asked for.
inline constexpr std::size_t kTableRows = 20;

/// Prints an answer: as JSON on one line, or for people: a line for each of its fields, a table for a list of
/// records, of long lists only the first rows (`tableRows` of a table) and how many there are. What is cut
/// off is whole in `--json` and in the file of `--out`.
void printAnswer(const nlohmann::ordered_json& answer, bool json, std::size_t tableRows = kTableRows);

} // namespace app::ctl
