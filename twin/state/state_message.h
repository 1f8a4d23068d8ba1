#pragma once

#include "twin/state/snapshot.h"
#include "twin/support/result.h"

namespace suanwang::state::v1 {
class StateFile;
}

namespace twin::state {

/// Everything of `snapshot` but format and hash. Errors: Internal (a registry not made by buildRegistry).
[[nodiscard]] Result<> fillStateMessage(const Snapshot& snapshot, suanwang::state::v1::StateFile& file);

/// The same without registry and workload: they are kept elsewhere.
void fillMomentMessage(const Snapshot& snapshot, suanwang::state::v1::StateFile& file);

/// The other way; empties `file`'s registry and workload. Errors: BadInput (arrays that do not fit together),
/// Invalid (registry with errors; names, kinds or severities that do not exist).
[[nodiscard]] Result<SnapshotPtr> snapshotFromMessage(suanwang::state::v1::StateFile& file);

/// The other way of a moment whose registry and workload (may be null) are given. Errors: as above.
[[nodiscard]] Result<SnapshotPtr> snapshotFromMoment(const suanwang::state::v1::StateFile& file,
                                                     registry::RegistryPtr registry,
                                                     std::shared_ptr<const registry::Workload> workload);

} // namespace twin::state
