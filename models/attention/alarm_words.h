#pragma once

#include <QString>

#include <string_view>

namespace models {

/// What an alarm type of twin/alarm/alarm_types.h says, translated; empty for any other.
[[nodiscard]] QString alarmWords(std::string_view type);

} // namespace models
