#pragma once

#include "twin/support/result.h"
#include "twin/support/units.h"

#include <string>
#include <string_view>

/// Moments as people write them and programs read them back exactly: UTC+8, the one time zone of the network.
namespace twin {

/// `2026-11-27T03:12:00+08:00`, with up to nine digits of a second where there is a part of one.
[[nodiscard]] std::string momentText(TimeNs moment);

/// Reads `2026-11-27T03:12:00+08:00`, `2026-11-27 03:12` (UTC+8), with seconds and parts of them, `Z`, other
/// offsets up to 14 h, or whole nanoseconds since 1970 (17 digits or more). Years 1970 to 2261. Errors:
/// BadInput.
[[nodiscard]] Result<TimeNs> parseMoment(std::string_view text);

} // namespace twin
