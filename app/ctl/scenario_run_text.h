#pragma once

#include "app/ctl/name_book.h"
#include "twin/scenario/figures.h"

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <string_view>
#include <vector>

namespace app::ctl {

/// What the text of `scenario run` is made of, beside the answer `--json` prints.
struct RunShown
{
    std::vector<twin::scenario::Figure> before; ///< with the worst cut
    std::vector<twin::scenario::Figure> after;
    std::size_t rows = 0;   ///< of each table, at most
    std::size_t events = 0; ///< of the list of events, at most
};

/// Whether the first line of the answer tells of this figure.
[[nodiscard]] bool isAlarming(std::string_view figure);

/// The answer of `scenario run` for a person: what it comes to, the figures that differ, then every list of
/// what differs, with `--events` what happens, one after the other.
void printRunText(const nlohmann::ordered_json& answer, const RunShown& view, const NameBook& names);

} // namespace app::ctl
