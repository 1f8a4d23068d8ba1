#pragma once

#include "twin/flow/amount.h"
#include "twin/flow/ecmp_state.h"
#include "twin/network/graph.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace twin::flow {

/// What one scenario comes to.
struct ScenarioResult
{
    double mlu = 0;                      ///< load over capacity of the most used arc
    network::ArcIndex worstArc;          ///< the lowest number of those equally used; none when all are idle
    double lost_bps = 0;                 ///< demand without a path, or not served
    std::uint64_t disconnectedPairs = 0; ///< pairs of nodes with demand and no path
};

/// A scenario that fills a link more than normal operation does.
struct Culprit
{
    double utilisation = 0;
    std::size_t scenario = 0;
};

/// The planner's headroom of one link (both directions; the fuller counts).
struct Headroom
{
    std::string name;
    double base = 0;               ///< utilisation with nothing failed
    double worst = 0;              ///< over all scenarios, the base as well
    std::size_t scenario = 0;      ///< the first that leads to `worst`
    std::vector<Culprit> culprits; ///< worst first, then by scenario; only those above `base`
};

/// A link, or an interconnection point, as the headroom table lists it.
struct MeteredLink
{
    std::string name;
    std::vector<std::uint32_t> arcs;  ///< one or two, ascending
    std::vector<double> capacity_bps; ///< of each
};

/// Links in the network's order, then interconnection points; without those of unlimited capacity.
[[nodiscard]] std::vector<MeteredLink> meteredLinks(const network::Graph& graph,
                                                    std::span<const std::uint64_t> capacity_bps);

/// Measures scenarios by their arc loads and remembers, for every link, those that fill it most. One per
/// thread; merged in the end. What comes out depends on the scenarios only, not on who measured them.
class ScenarioMeter
{
  public:
    /// @param keep culprits remembered a link
    /// @param base loads with nothing failed, by arc
    ScenarioMeter(const std::vector<MeteredLink>& links, const AmountScale& scale, std::size_t keep,
                  std::span<const Amount> base);

    /// Scenario 0 is the base. Cost: O(links).
    [[nodiscard]] ScenarioResult measure(std::size_t scenario, std::span<const Amount> loads,
                                         const Loss& loss);
    /// Takes over what another one remembers.
    void merge(const ScenarioMeter& other);
    [[nodiscard]] std::vector<Headroom> headroom() const;

  private:
    /// One direction of a link; of a one-way link both slots are the same.
    struct Slot
    {
        std::uint32_t arc = 0;
        double capacity_bps = 1;
    };

    [[nodiscard]] double use(const Slot& slot, std::span<const Amount> loads) const
    {
        return m_scale.bps(loads[slot.arc]) / slot.capacity_bps;
    }

    void remember(std::size_t link, const Culprit& culprit);

    const std::vector<MeteredLink>* m_links;
    AmountScale m_scale;
    std::size_t m_keep;
    std::vector<Slot> m_slots;   ///< two a link
    std::vector<double> m_base;  ///< utilisation, by link
    std::vector<double> m_floor; ///< by link; below it nothing is remembered
    std::vector<std::vector<Culprit>> m_culprits;
};

} // namespace twin::flow
