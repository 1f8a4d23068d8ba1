#pragma once

#include "twin/state/snapshot.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Alarms of the twin as TMF642 shows them.
namespace twin::ingest {

inline constexpr std::string_view kTmf642Path = "/tmf-api/alarmManagement/v4/alarm";

/// The identifier of an alarm as a resource: made of its key alone, so it stays over restarts. Letters,
/// digits and `. _ ~ - : ! =` only.
[[nodiscard]] std::string tmf642Id(const state::Alarm& alarm);

/// Attributes of an alarm by TMF642 name, those a filter may name; nothing for a name that is none.
[[nodiscard]] std::optional<std::string> tmf642Attribute(const state::Alarm& alarm, std::string_view name);
[[nodiscard]] bool isTmf642Attribute(std::string_view name);

/// `fields` empty: all; id and href are always there.
[[nodiscard]] std::string tmf642Json(const state::Alarm& alarm, const std::vector<std::string>& fields);
[[nodiscard]] std::string tmf642Json(std::span<const state::Alarm* const> alarms,
                                     const std::vector<std::string>& fields);

/// An Error of TMF630.
[[nodiscard]] std::string tmf642Error(int status, std::string_view code, std::string_view reason);

} // namespace twin::ingest
