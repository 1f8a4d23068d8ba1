#pragma once

#include "twin/network/network_file.h"
#include "twin/registry/registry.h"
#include "twin/registry/workload.h"
#include "twin/state/snapshot.h"
#include "twin/support/result.h"

#include <memory>
#include <string>
#include <vector>

namespace app::console {

/// What a file holds: a registry with its workload, or a saved state.
struct OpenedFile
{
    twin::registry::RegistryPtr registry;
    std::shared_ptr<const twin::registry::Workload> workload;
    twin::state::SnapshotPtr saved;   ///< of a .sws file; then the others are null
    std::vector<std::string> remarks; ///< warnings and defaults applied, one a line
};

/// Why not: the error and every problem found (at most 50).
struct OpenFailure
{
    twin::Error error;
    std::vector<std::string> problems;
};

/// Reads registry snapshots, network files and saved states by their ending. `markSynthetic`: what will be
/// played on it is invented, so its origin says so. `network` is for network files only. Any thread.
[[nodiscard]] tl::expected<OpenedFile, OpenFailure> openFile(const std::string& path, bool markSynthetic,
                                                             const twin::network::ReadOptions& network = {});

} // namespace app::console
