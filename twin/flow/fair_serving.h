#pragma once

#include "twin/flow/ecmp_sweep.h"
#include "twin/flow/split_filling.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace twin::flow {

/// The demands of a sweep as flows, by destination.
struct ServedFlows
{
    struct Flow
    {
        std::uint32_t source = 0;
        double bps = 0;
        Amount amount = 0;
    };

    std::vector<std::size_t> first; ///< by destination of the base, and the end
    std::vector<Flow> flows;        ///< by destination, then source, then in their order

    ServedFlows(std::span<const network::NodeDemand> demands, const EcmpBase& base);
};

/// Takes a scenario's loads, every demand sent in full along its ECMP ways, down to what full links leave:
/// each demand is a flow that keeps its splits, and rates are max-min fair with the demand as cap.
///
/// Only arcs that all demands together would overfill can hold anybody back, so only those and the flows
/// over them are shared out; whoever touches none of them gets all. One per thread.
class FairServing
{
  public:
    /// All must outlive it. @param capacity_bps by arc; kUnlimited_bps never fills
    FairServing(const EcmpBase& base, const ServedFlows& flows, std::span<const std::uint64_t> capacity_bps);

    /// @param failures out of service in the scenario, by number
    /// @param loads    of the scenario, in units; become what is carried
    /// @param loss     what has no path; what is not served is added
    /// @param routes   what is known of the scenario, or null
    /// Cost: O(arcs); if some arc is overfilled, the state of each destination that touches one, twice.
    void serve(std::span<const std::size_t> failures, std::span<Amount> loads, Loss& loss,
               const ScenarioRoutes* routes = nullptr);

  private:
    struct Entry
    {
        std::uint32_t flow = 0;
        std::uint32_t link = 0; ///< place in m_over
        double share = 0;
    };

    void findOverfilled(std::span<const Amount> loads);
    void collectArcs(std::span<const std::size_t> failures);
    [[nodiscard]] bool isTouched(std::size_t destination, std::span<const std::size_t> failures) const;
    void bring(std::size_t destination, bool isTouched);
    [[nodiscard]] bool mayLoad(std::size_t destination) const;
    void addShares(std::size_t destination, std::uint32_t link);
    void findShares(std::uint32_t arc);
    [[nodiscard]] double shareOf(std::uint32_t source, std::uint32_t arc) const;
    [[nodiscard]] const LeafSource* leafSource(std::uint32_t leaf) const;
    [[nodiscard]] unsigned waysOf(std::uint32_t node) const;
    [[nodiscard]] SplitProblem problem();
    void takeOff(std::span<const std::size_t> failures, const SplitRates& rates, std::span<Amount> loads,
                 Loss& loss);
    void takeOffFlow(std::uint32_t flow, Amount amount, std::span<Amount> loads);
    void passReductions(std::span<Amount> loads);

    const EcmpBase& m_base;
    const ServedFlows& m_flows;
    std::span<const std::uint64_t> m_capacity_bps;
    EcmpUpdate m_update;
    PlanStore m_store;
    std::vector<std::uint32_t> m_arcs; ///< that fail
    const ScenarioRoutes* m_routes = nullptr;
    std::vector<std::uint8_t> m_isOver; ///< by arc
    std::vector<std::uint32_t> m_over;  ///< overfilled arcs
    std::vector<double> m_share;        ///< by core node: part of its traffic that goes over one arc
    std::vector<Amount> m_reduction;    ///< by core node
    std::vector<Entry> m_entries;
    std::vector<std::uint32_t> m_held; ///< flows over overfilled arcs, ascending
};

} // namespace twin::flow
