#pragma once

#include "twin/alarm/attention.h"

#include <span>
#include <string_view>

/// Which alarm types say what the twin finds out by itself (docs/alarms.md has the same table; a test
/// compares them).
namespace twin::alarm {

struct AlarmMeaning
{
    std::string_view type;
    std::span<const AttentionCode> codes; ///< of items that say the same of the same entity; may be empty
};

/// One entry for each of kAlarmTypes, in that order.
[[nodiscard]] std::span<const AlarmMeaning> alarmMeanings();

/// Whether an alarm of `type` says of an entity what an item of `code` about it says.
[[nodiscard]] bool saysTheSame(std::string_view type, AttentionCode code);

} // namespace twin::alarm
