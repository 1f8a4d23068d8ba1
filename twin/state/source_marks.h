#pragma once

#include "twin/state/snapshot.h"
#include "twin/support/result.h"

#include <memory>
#include <vector>

namespace suanwang::state::v1 {
class StateFile;
}

namespace twin::state {

/// Who the sources of `snapshot` were and when they were last heard, by name. What they counted is of a
/// running twin.
void fillSources(const Snapshot& snapshot, suanwang::state::v1::StateFile& file);

/// The other way. Errors: TooLarge (more than 4,096), Invalid (no name, or one twice).
[[nodiscard]] Result<std::shared_ptr<const std::vector<SourceStatus>>>
sourcesFrom(const suanwang::state::v1::StateFile& file);

} // namespace twin::state
