#pragma once

#include "twin/support/result.h"

#include <cstddef>
#include <string_view>

namespace twin::ingest {

/// Walks the top two levels of a serialised Frame and counts the parts its body has (columns, entries…),
/// before anything is allocated for them: four million bytes of empty sub-messages would become gigabytes of
/// objects. Errors: BadInput (not protobuf), TooLarge (over `maxParts` in one body).
[[nodiscard]] Result<> checkFrameShape(std::string_view bytes, std::size_t maxParts);

} // namespace twin::ingest
