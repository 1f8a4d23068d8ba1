#pragma once

#include "twin/compute/exact_work.h"
#include "twin/compute/placement_problem.h"

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <tuple>
#include <vector>

namespace twin::compute {

/// A leg of a job, or a part of one.
struct LegDemand
{
    std::size_t job = 0;
    const PlacedLeg* leg = nullptr;
    double amount = 1; ///< of its rate
};

/// Prices of arcs at instants. In every plan, Σ rate of a leg · its cheapest way at these prices ≤ limit:
/// a proof, when what is wanted comes to more, that no routing over any number of ways carries it.
struct RoomCut
{
    struct Price
    {
        std::uint32_t arc = 0;
        std::uint32_t instant = 0; ///< index in instants
        double price = 0;
    };

    std::vector<double> instants;
    std::vector<Price> prices;
    double limit = 0; ///< Σ price · room
};

struct LegFlowsAnswer
{
    bool isCarried = false;
    std::vector<std::vector<RoutePart>> parts; ///< by demand, if carried; together all of its amount
    RoomCut cut;                               ///< if not
};

/// Whether legs fit into the network together, each over any number of ways that it keeps as long as it
/// lasts (a linear programme of ways, which are priced in as they are needed). Not for several threads.
/// Source: Onaga & Kakusho 1971, Iri 1971 (the feasibility of multicommodity flows by lengths of arcs).
class LegFlows
{
  public:
    explicit LegFlows(const PlacementProblem& problem);

    /// Whether anything with room leads from end to end at all.
    [[nodiscard]] bool leadsThere(std::size_t job, const PlacedLeg& leg);

    [[nodiscard]] LegFlowsAnswer carry(std::span<const LegDemand> demands);

    /// Σ over the job's legs of rate · cheapest way: what it adds to the left side of a cut.
    [[nodiscard]] double weightIn(const RoomCut& cut, std::size_t job, std::span<const PlacedLeg> legs);

    /// Forgets lengths of the last cut. To be called between cuts.
    void forgetLengths() { m_lengths.clear(); }

    /// Done so far.
    [[nodiscard]] ExactWork work() const { return m_work; }

  private:
    struct Reach
    {
        std::vector<double> length; ///< by node; infinite: no way
        std::vector<std::uint32_t> by;
    };

    class Programme;

    [[nodiscard]] bool isOpen(std::size_t job, std::uint32_t arc) const;
    [[nodiscard]] double room(std::uint32_t arc, double at_s) const;
    [[nodiscard]] std::vector<double> instantsOf(std::span<const LegDemand> demands) const;
    void search(std::size_t job, network::NodeIndex root, bool isBackward, std::span<const double> price,
                double perDelay, Reach& out);
    [[nodiscard]] std::vector<std::uint32_t> way(std::size_t job, const PlacedLeg& leg,
                                                 std::span<const double> price);
    using WayKey = std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>; ///< ends, provinces of transit
    [[nodiscard]] WayKey keyOf(const LegDemand& demand) const;
    /// Ways found so far between two ends; at least the one of least delay, if there is any.
    [[nodiscard]] std::vector<std::vector<std::uint32_t>>& knownWays(const LegDemand& demand);

    const PlacementProblem* m_problem;
    std::map<WayKey, std::vector<std::vector<std::uint32_t>>> m_ways;
    std::map<std::tuple<std::uint32_t, bool, std::uint32_t>, Reach> m_reach;
    std::map<std::tuple<std::uint32_t, bool, std::uint32_t, std::string>, Reach> m_lengths; ///< of a cut
    std::vector<std::pair<std::uint32_t, const StandingReservation*>> m_reserved;           ///< by arc
    ExactWork m_work = 0;
};

} // namespace twin::compute
