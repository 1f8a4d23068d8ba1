#pragma once

#include "app/ctl/command.h"
#include "twin/desk/desk_state.h"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace app::ctl {

/// One entry of the shift log; moments it does not have are left out.
[[nodiscard]] nlohmann::ordered_json entryJson(const twin::desk::Entry& entry);

/// What somebody handles: an item of Attention with who acknowledged it, who owns it, until when it is
/// shelved and how many comments there are. By item; those of whom nothing holds any more are left out.
[[nodiscard]] nlohmann::ordered_json handlingJson(const twin::desk::DeskState& state, twin::TimeNs now);

/// The entries as a table for a spreadsheet: UTF-8 with a byte order mark, moments in UTC+8.
[[nodiscard]] std::string entriesCsv(const std::vector<twin::desk::Entry>& entries);

/// `notes add`.
[[nodiscard]] int addNote(const Args& args);
[[nodiscard]] std::vector<OptionSpec> addNoteOptions();

} // namespace app::ctl
