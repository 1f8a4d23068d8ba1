#pragma once

#include "twin/registry/registry.h"
#include "twin/registry/snapshot_file.h"
#include "twin/registry/workload.h"

#include <memory>
#include <span>

namespace suanwang::registry::v1 {
class Flow;
class Job;
} // namespace suanwang::registry::v1

/// From memory back to messages: what a `.sws` file embeds.
namespace twin::registry {

[[nodiscard]] Flow flowFrom(const pb::Flow& message);
[[nodiscard]] Job jobFrom(const pb::Job& message);

/// Overwrites what `Flow` and `Job` hold and leaves other fields of `message` as they are.
void toProto(const Flow& flow, pb::Flow& message);
void toProto(const Job& job, pb::Job& message);

/// The registry exactly as it was read, field for field (its canonical bytes are kept). Errors: Internal for
/// a Registry that was not made by buildRegistry.
[[nodiscard]] Result<> toProto(const Registry& registry, pb::Registry& message);

/// The workload as read, with `flows` and `jobs` (those of the moment) in place of its own; hash set anew.
/// Jobs known to the workload keep the fields that `Job` does not hold. Errors: as above.
[[nodiscard]] Result<> toProto(const Workload& workload, std::span<const std::shared_ptr<const Flow>> flows,
                               std::span<const std::shared_ptr<const Job>> jobs, pb::Workload& message);

} // namespace twin::registry
