#pragma once

#include "twin/compute/offer_table.h"
#include "twin/network/network.h"
#include "twin/state/snapshot.h"

#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

namespace models {

/// What discovery and placement compute on: what pools offer and what leads there at one moment. Immutable;
/// shared by any number of threads.
struct ComputeMoment
{
    twin::state::SnapshotPtr snapshot;                     ///< never null
    std::shared_ptr<const twin::network::Network> network; ///< without what is down: see `down`
    twin::compute::OfferTable offers;
    std::vector<std::uint8_t> down; ///< by arc, non-zero = carries nothing now
};

using ComputeMomentPtr = std::shared_ptr<const ComputeMoment>;

/// Makes moments, and keeps the network of the last registry: snapshots come ten times a second, registries
/// now and then. Safe to use from several threads.
class MomentMaker
{
  public:
    /// Precondition: `snapshot` is not null. Cost: O(pools + links); of a new registry its graph too.
    [[nodiscard]] ComputeMomentPtr make(const twin::state::SnapshotPtr& snapshot);

  private:
    std::mutex m_mutex;
    std::shared_ptr<const twin::network::Network> m_network; ///< null before the first
};

} // namespace models
