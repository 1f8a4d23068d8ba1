#pragma once

#include "twin/compute/exact_programme.h"
#include "twin/compute/leg_flows.h"
#include "twin/compute/placement_board.h"

#include <cstdint>
#include <vector>

namespace twin::compute {

/// Plans made of what the programme of an exact search has chosen, tried on the board, and the best of them.
/// Not for several threads.
class ExactPlans
{
  public:
    using Jobs = ExactProgramme::Jobs;

    /// Both must outlive it. @param board empty, and left so
    ExactPlans(const ExactProgramme& programme, PlacementBoard& board);

    [[nodiscard]] const Jobs& best() const { return m_best; }

    /// As ExactProgramme::costOf.
    [[nodiscard]] double bestCost() const { return m_bestCost; }

    /// A plan that is possible.
    void accept(const Jobs& jobs);

    /// Whether the columns, all whole, fit one after the other, as network-aware would place them.
    bool takeWhole();
    /// Gives the columns, all whole, the ways that carry them. False: a plan may not have those ways, because
    /// they are too many or too long for a leg.
    bool takeWays(const std::vector<std::vector<RoutePart>>& parts);
    /// A plan near the programme's: columns by how much of them is in it, as long as they fit.
    void roundUp();

    /// Done so far.
    [[nodiscard]] ExactWork work() const { return m_work; }

  private:
    [[nodiscard]] std::optional<PlacedJob> enter(const PlacementColumn& column, LegRouting routing);
    void leave(const Jobs& jobs);

    const ExactProgramme& m_programme;
    PlacementBoard& m_board;
    Jobs m_best;
    double m_bestCost = 1e300;
    ExactWork m_work = 0;
};

} // namespace twin::compute
