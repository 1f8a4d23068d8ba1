#pragma once

#include "twin/network/graph.h"
#include "twin/registry/registry.h"
#include "twin/registry/workload.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace twin::generate {

/// Loads of links, by LinkIndex, in b/s. Without admission control: what is asked, even over capacity.
struct LinkLoads
{
    std::vector<double> forward_bps;
    std::vector<double> reverse_bps;
    double unrouted_bps = 0; ///< asked for, but no path left
};

/// How loaded the links are when the workload is routed: background demands over all shortest paths by delay,
/// each flow on its own path while that is whole, and on the shortest one otherwise. Not thread safe: one per
/// thread. Routing happens in setFailed; asking for the loads of another hour costs O(links + flows' paths).
class LoadModel
{
  public:
    LoadModel(registry::RegistryPtr registry, std::shared_ptr<const registry::Workload> workload);
    ~LoadModel();
    LoadModel(LoadModel&&) noexcept;
    LoadModel& operator=(LoadModel&&) noexcept;

    /// Cuts exactly these conduits and links (everything else is whole) and routes again.
    void setFailed(std::span<const registry::ConduitIndex> conduits,
                   std::span<const registry::LinkIndex> links = {});

    /// Loads at a local hour (UTC+8, fractions are interpolated; [0, 24)).
    /// @param flowRates_bps one per flow of the workload; empty = every flow at its requested rate
    [[nodiscard]] LinkLoads loads(double hour, std::span<const double> flowRates_bps = {}) const;

    /// The background demands alone, without the flows.
    [[nodiscard]] LinkLoads background(double hour) const;
    /// The same by arc number of graph(), interconnection arcs too: the background's and the flows' part.
    [[nodiscard]] std::vector<double> backgroundArcs(double hour) const;
    [[nodiscard]] std::vector<double> flowArcs(std::span<const double> flowRates_bps = {}) const;

    /// The shortest path by delay between two places with the present failures, in arc numbers; empty = none.
    [[nodiscard]] std::vector<std::uint32_t> route(const registry::Endpoint& src,
                                                   const registry::Endpoint& dst) const;

    /// The arcs flow `i` takes now, as arc numbers of graph(); empty = it has no path.
    [[nodiscard]] std::span<const std::uint32_t> flowPath(std::size_t flow) const;
    /// Sum of the delays along flowPath, one way.
    [[nodiscard]] TimeNs flowDelay(std::size_t flow) const;
    /// True if the link is out of service through setFailed.
    [[nodiscard]] bool isDown(registry::LinkIndex link) const;

    [[nodiscard]] const network::Graph& graph() const;

  private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace twin::generate
