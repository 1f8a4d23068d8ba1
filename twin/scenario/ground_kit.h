#pragma once

#include "twin/scenario/ground.h"

#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <utility>
#include <vector>

namespace twin::scenario {

/// What grounds of one registry and workload have in common, whatever their moment: the network, where
/// background demands enter it, and the ways flows take while nothing is down. A ground of another moment
/// then looks for no way that is known. One for all while somebody holds it; any thread.
class GroundKit
{
  public:
    using Ends = std::pair<network::NodeIndex, network::NodeIndex>;

    struct PlacedDemand
    {
        FlowFact fact; ///< at its busy rate
        Ends ends;
        bool isPlaced = false; ///< both ends are there, and they are two
    };

    /// Preconditions: neither is null.
    [[nodiscard]] static std::shared_ptr<const GroundKit>
    of(const registry::RegistryPtr& registry, const std::shared_ptr<const registry::Workload>& workload);

    GroundKit(const registry::RegistryPtr& registry, const registry::Workload& workload);

    [[nodiscard]] const WorldPtr& world() const { return m_world; }

    /// In the workload's order.
    [[nodiscard]] const std::vector<PlacedDemand>& demands() const { return m_demands; }

    /// Where a flow enters and leaves, its provinces filled in; false: an end is not there, or both are one.
    [[nodiscard]] bool place(FlowFact& fact, Ends& ends) const;

    /// Looks for the ways of all flows and demands of the workload it was made of, before somebody waits for
    /// them.
    void warm(const registry::Workload& workload, std::uint64_t seed) const;

    /// The flows at their fair rates on the whole network; the same to the bit whoever asked before.
    [[nodiscard]] std::shared_ptr<const flow::SteadyState> share(std::span<const flow::FlowRequest> flows,
                                                                 std::uint64_t seed) const;

  private:
    WorldPtr m_world;
    std::vector<PlacedDemand> m_demands;
    mutable std::mutex m_mutex;
    mutable std::shared_ptr<const flow::SteadyState> m_last; ///< whose ways are known
    mutable std::uint64_t m_lastSeed = 0;
};

} // namespace twin::scenario
