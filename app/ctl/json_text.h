#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace app::ctl {

/// JSON on one line. Names and paths that are not UTF-8 are shown with U+FFFD where their bytes say nothing.
[[nodiscard]] std::string jsonText(const nlohmann::ordered_json& value);
[[nodiscard]] std::string jsonText(const nlohmann::json& value);

/// Puts `seconds` before `state_hash`: the only member of a report that differs from one run to the next.
void addSeconds(nlohmann::ordered_json& report, double seconds);

} // namespace app::ctl
