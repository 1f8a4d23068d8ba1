#pragma once

#include "twin/registry/validate.h"

#include <string>
#include <string_view>
#include <vector>

namespace twin::registry {

/// Says in each problem of a snapshot at which line of its JSON text the entity, or the field in it, stands.
/// A problem of something the text does not have keeps line 0. Cost: one pass.
void findLines(std::string_view json, std::vector<Problem>& problems);

/// `validate` of a snapshot that was read from `path`; if that is JSON and there are problems, it is read
/// again for their lines.
[[nodiscard]] Validation validateFile(const pb::SnapshotFile& snapshot, const std::string& path);

} // namespace twin::registry
