#pragma once

#include "twin/network/demands.h"
#include "twin/network/graph.h"
#include "twin/network/network_file.h"
#include "twin/registry/registry.h"
#include "twin/registry/workload.h"
#include "twin/support/result.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace twin::network {

/// A network opened for computing, from whatever file. Movable, not copyable.
struct Network
{
    std::string name;
    std::string format; ///< "swr", "json", or the network format's name
    Graph graph;
    registry::RegistryPtr registry;                     ///< null for a network file
    std::shared_ptr<const registry::Workload> workload; ///< null when the source has none
    /// Those that stand in the same file: a snapshot's workload at its busy hour, an SNDlib file's section.
    DemandSet demands;
    std::uint64_t listedNodes = 0; ///< as the file lists them
    std::uint64_t listedLinks = 0;
    std::vector<std::string> defaultsApplied;
    std::vector<std::string> warnings;
    /// Arcs that carry nothing at the moment meant, non-zero by arc; empty = all are in service.
    std::vector<std::uint8_t> outOfService = {};
};

/// Opens a registry snapshot or a network file, as the ending says, or else the content (sourceKindOf).
/// `options` are for network files only. Errors: those of readSource, parseNetwork and loadRegistryBytes;
/// nothing half opened.
[[nodiscard]] Result<Network> openNetwork(const std::string& path, const ReadOptions& options = {});

/// The same for a registry in memory, e.g. a saved state's. `workload` may be null.
[[nodiscard]] Network networkOf(registry::RegistryPtr registry,
                                std::shared_ptr<const registry::Workload> workload);

} // namespace twin::network
