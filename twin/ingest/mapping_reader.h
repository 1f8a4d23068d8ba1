#pragma once

#include "twin/ingest/mapping.h"
#include "twin/ingest/mapping_rule.h"
#include "twin/support/result.h"

#include <string>
#include <vector>

namespace twin::ingest {

/// The names of shipped mappings that a file includes: they are read before it. Errors: as below.
[[nodiscard]] Result<std::vector<std::string>> readMappingIncludes(const Mapping::Text& text);

/// Adds what one file says to `out`. Errors: BadInput (no JSON, a wrong type, an unknown field, name or
/// word), TooLarge, each with file, line and field.
[[nodiscard]] Result<> readMapping(const Mapping::Text& text, MappingRules& out);

} // namespace twin::ingest
