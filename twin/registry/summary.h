#pragma once

#include "twin/registry/snapshot_file.h"
#include "twin/support/units.h"

#include <cstdint>

namespace twin::registry {

/// The size of a snapshot in numbers, valid or not.
struct Summary
{
    std::uint64_t hubs = 0;
    std::uint64_t clusters = 0;
    std::uint64_t carriers = 0;
    std::uint64_t enterprises = 0;
    std::uint64_t pools = 0;
    GflopsByPrecision
        gflops; ///< declared by pools in service; wraps beyond 64 bits (an error of the snapshot)
    std::uint64_t serviceNodes = 0;
    std::uint64_t services = 0;
    std::uint64_t sites = 0;
    std::uint64_t conduits = 0; ///< of the backbone
    std::uint64_t accessConduits = 0;
    std::uint64_t channels = 0;
    std::uint64_t links = 0;
    std::uint64_t backboneLinks = 0;
    std::uint64_t accessLinks = 0;
    std::uint64_t tunnels = 0;
    std::uint64_t interconnectionPoints = 0;
    std::uint64_t demands = 0;
    std::uint64_t flows = 0;
    std::uint64_t jobs = 0;
    std::uint64_t reservations = 0;
};

[[nodiscard]] Summary summarise(const pb::SnapshotFile& snapshot);

} // namespace twin::registry
