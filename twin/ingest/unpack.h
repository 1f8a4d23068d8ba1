#pragma once

#include "twin/support/result.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace twin::ingest {

/// What a gzip stream (of one or several members) unpacks to. Stops at the bound, whatever the stream claims:
/// memory never grows beyond it. Errors: BadInput (no gzip, cut short, bytes after its end), TooLarge.
[[nodiscard]] Result<std::string> gunzip(std::string_view packed, std::size_t maxBytes);

/// What a snappy block unpacks to. The length in its head is believed only up to the bound. Errors: BadInput,
/// TooLarge.
[[nodiscard]] Result<std::string> unsnappy(std::string_view packed, std::size_t maxBytes);

} // namespace twin::ingest
