#pragma once

#include "twin/flow/te_goal.h"
#include "twin/flow/te_network.h"

namespace twin::flow {

/// Make the highest utilisation as low as can be, all traffic routed.
///
/// Bound: for any prices w ≥ 0, utilisation · Σ w c ≥ Σ w load ≥ Σ amount · cheapest cost. The penalty is the
/// soft maximum of the utilisations, whose derivative is such a w.
class TeUtilisationGoal final : public TeGoal
{
  public:
    /// @param gap relative; arcs that are never filled keep a small part of it as their price, so that
    ///            traffic which meets no bottleneck goes the short way
    TeUtilisationGoal(const TeNetwork& network, double gap);

    [[nodiscard]] bool isElastic() const override { return false; }

    void shape(TePrices& prices, double steepness) override;
    [[nodiscard]] TeAssessment assess(const TeTotals& totals) override;
    [[nodiscard]] double gapOf(double value, double bound) const override;

    [[nodiscard]] double sizeOf(double value) const override { return value; }

  private:
    const TeNetwork* m_network;
    double m_base; ///< of an arc of capacity 1, where the fullest arc of capacity 1 has the price 1
};

} // namespace twin::flow
