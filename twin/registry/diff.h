#pragma once

#include "twin/registry/snapshot_file.h"

#include <cstdint>
#include <string>
#include <vector>

namespace twin::registry {

/// One field that differs: `before`/`after` as text (empty = absent).
struct FieldChange
{
    std::string path; ///< dotted, e.g. "power.pue_ppm", "chips[1].count"
    std::string before;
    std::string after;
};

enum class ChangeKind : std::uint8_t { Added, Removed, Changed };

/// One entity (or the header of the registry or workload) that differs.
struct EntityChange
{
    ChangeKind kind = ChangeKind::Changed;
    std::string list; ///< repeated field of registry.proto: "pools", "links"…; "registry"/"workload" = header
    std::string entityId;
    std::vector<FieldChange> fields; ///< of Changed: what differs
    std::string message;             ///< of Added and Changed: the new entity, serialised, for `applyDiff`
};

/// Differences of two snapshots by identifier. Order within lists is not a difference (files are canonical).
struct Diff
{
    std::vector<EntityChange> changes; ///< registry then workload, list by list, by identifier

    [[nodiscard]] bool empty() const { return changes.empty(); }

    [[nodiscard]] std::size_t count(ChangeKind kind) const;
};

/// Precondition: identifiers are unique in each list (validated snapshots).
[[nodiscard]] Diff diffSnapshots(const pb::SnapshotFile& before, const pb::SnapshotFile& after);

/// Changes `snapshot` (the `before` of the diff) into the canonical form of `after`. Errors: Invalid when an
/// entity to remove or change is not there, or one to add is.
[[nodiscard]] Result<> applyDiff(const Diff& diff, pb::SnapshotFile& snapshot);

} // namespace twin::registry
