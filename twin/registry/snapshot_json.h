#pragma once

#include "twin/registry/snapshot_file.h"

#include <string>
#include <string_view>

/// Internal to twin/registry: Protobuf's JSON mapping with the field names of registry.proto.
namespace twin::registry {

/// Errors: BadInput, with the line where the text stops being JSON or the path of the field that is wrong.
[[nodiscard]] Result<SnapshotDocument> parseJson(std::string_view text);

/// Errors: Internal.
[[nodiscard]] Result<std::string> jsonText(const pb::SnapshotFile& snapshot);

} // namespace twin::registry
