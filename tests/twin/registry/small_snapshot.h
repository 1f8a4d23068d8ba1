#pragma once

#include "twin/proto/registry.pb.h"
#include "twin/registry/build.h"
#include "twin/registry/snapshot_file.h"

/// A small whole snapshot without a single problem: two pools, three sites in a triangle of ducts, a job, a
/// flow.
///
///     pool Zhongwei ──── YCH ════ XIA ════ BEJ ──── pool Beijing
///            └────────────────────┴──────────────────┘
///     links: BEJ~XIA (A), XIA~YCH (A), BEJ~YCH (B, through both ducts), four access links
[[nodiscard]] twin::registry::SnapshotDocument smallSnapshot();

/// Gives a TwinService the registry and workload of a sound snapshot.
template <typename Service>
void giveRegistry(Service& service, const twin::registry::SnapshotDocument& snapshot)
{
    const auto loaded = twin::registry::buildRegistry(snapshot.message());
    service.setRegistry(loaded.value().registry, loaded.value().workload);
}

inline constexpr char kZhongwei[] = "CN.64.E001.640500-001";
inline constexpr char kBeijing[] = "CN.11.E002.110100-001";
