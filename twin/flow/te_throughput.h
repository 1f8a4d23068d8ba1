#pragma once

#include "twin/flow/te_descent.h"
#include "twin/flow/te_goal.h"
#include "twin/flow/te_solution.h"

#include <span>

namespace twin::flow {

/// Route as much traffic in all as can be; in what is to be made small: turn as little away.
///
/// Bound: for any prices w ≥ 0, what is carried ≤ Σ w c + Σ amount · max(0, 1 − cheapest cost). The penalty
/// is exponential in utilisation and reaches the price of turning away, 1, where an arc is full.
class TeThroughputGoal final : public TeGoal
{
  public:
    TeThroughputGoal(const TeNetwork& network, std::span<const TeCommodity> commodities, double gap);

    [[nodiscard]] bool isElastic() const override { return true; }

    void shape(TePrices& prices, double steepness) override;
    [[nodiscard]] TeAssessment assess(const TeTotals& totals) override;
    [[nodiscard]] double gapOf(double value, double bound) const override;

    [[nodiscard]] double sizeOf(double value) const override { return m_asked - value; }

  private:
    /// Prices of idle arcs, so low that all together are a small part of the gap.
    void setBase(double carried);

    const TeNetwork* m_network;
    double m_asked = 0; ///< Σ amount
    double m_gap;
    double m_base = 0; ///< price of an idle arc of capacity 1
};

/// @param commodities each with a path in `network` (within the delay), source ≠ target, amount > 0
/// @param gap relative, bound over value − 1
/// @param exact to the optimum of the linear program
/// @return value and bound: carried, units
[[nodiscard]] TeSolution maximiseThroughput(const TeNetwork& network,
                                            std::span<const TeCommodity> commodities, double gap, bool exact,
                                            const TeSettings& settings);

} // namespace twin::flow
