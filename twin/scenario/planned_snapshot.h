#pragma once

#include "twin/registry/snapshot_file.h"
#include "twin/scenario/document.h"
#include "twin/scenario/ground.h"
#include "twin/support/result.h"

namespace twin::scenario {

/// What a scenario leaves when it is carried out: the snapshot of a registry and its workload under the
/// commands in force at `at`, canonical and valid. Failures and works are no part of it. Errors: Invalid, of
/// a command that cannot be done or a result that breaks a rule.
[[nodiscard]] Result<registry::SnapshotDocument> plannedSnapshot(const Ground& ground,
                                                                 const Document& document, TimeNs at);

} // namespace twin::scenario
