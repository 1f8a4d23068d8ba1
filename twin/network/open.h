#pragma once

#include "twin/network/network_file.h"
#include "twin/registry/snapshot_file.h"
#include "twin/support/result.h"

#include <cstdint>
#include <string>

namespace twin::network {

/// A file of any kind the program opens, as a registry snapshot.
struct OpenedSnapshot
{
    registry::SnapshotDocument document;
    std::string format;            ///< "swr", "json", or the network format's name
    bool isNetwork = false;        ///< of a network file
    std::uint64_t listedNodes = 0; ///< of a network file as it lists them; of a snapshot its sites
    std::uint64_t listedLinks = 0;
    std::uint64_t listedDemands = 0; ///< of a network file
};

/// True if `path` ends like a network file (`.gml`, `.graphml`, `.graph`; `.txt` and `.xml`: SNDlib, or what
/// the content says), in any case; not a snapshot.
[[nodiscard]] bool isNetworkPath(const std::string& path);

/// Reads a snapshot or a network file, `options` being for the latter; which of them its ending says, or else
/// its content (sourceKindOf). Says nothing about validity: registry::validate does. Errors: those of
/// readSource, parseSnapshot and parseNetwork.
[[nodiscard]] Result<OpenedSnapshot> openAnySnapshot(const std::string& path,
                                                     const ReadOptions& options = {});

} // namespace twin::network
