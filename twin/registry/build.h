#pragma once

#include "twin/registry/registry.h"
#include "twin/registry/snapshot_file.h"
#include "twin/registry/validate.h"
#include "twin/registry/workload.h"

#include <memory>
#include <string>
#include <vector>

namespace twin::registry {

/// What a snapshot becomes in memory.
struct Loaded
{
    RegistryPtr registry;                     ///< null when the snapshot has a workload only
    std::shared_ptr<const Workload> workload; ///< null when it has none
    Validation validation;                    ///< without errors; the warnings to show
};

/// Validates and builds: there is no other way from a snapshot to a Registry. Entities are sorted by
/// identifier, references resolved, back references filled. Errors: Invalid, with the first problem and the
/// count of the rest.
[[nodiscard]] Result<Loaded> buildRegistry(const pb::SnapshotFile& snapshot);

/// The same of a snapshot that was read from `path`: a refusal names the file and, in JSON, the line.
[[nodiscard]] Result<Loaded> buildRegistryFrom(const pb::SnapshotFile& snapshot, const std::string& path);

/// Reads, validates, builds. Errors: those of readSnapshot and buildRegistry; Invalid if the file has no
/// registry.
[[nodiscard]] Result<Loaded> loadRegistryFile(const std::string& path,
                                              std::uint64_t maxBytes = kDefaultFileBound);

/// The same of bytes that were read from `path`, whatever its ending.
[[nodiscard]] Result<Loaded> loadRegistryBytes(std::string_view bytes, SnapshotFormat format,
                                               const std::string& path,
                                               std::uint64_t maxBytes = kDefaultFileBound);

} // namespace twin::registry
