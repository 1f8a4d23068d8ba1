#pragma once

#include "twin/flow/te_prices.h"

namespace twin::flow {

/// Sums over one state of a descent, at prices as they stand.
struct TeTotals
{
    double priced = 0;      ///< Σ price · capacity over the arcs with a limit
    double spent = 0;       ///< Σ price · flow of all that is routed or turned away
    double cheapest = 0;    ///< Σ amount · cost of the cheapest path (or of turning it away)
    double utilisation = 0; ///< of the fullest arc
    double away = 0;        ///< flow turned away
    double awayFitted = 0;  ///< the same once flows are cut to what arcs hold, and gaps filled
};

/// How good a state is; value and bound of what is to be made small.
struct TeAssessment
{
    double value = 0;     ///< reached
    double bound = 0;     ///< nothing can be less: by linear programming duality, from the prices
    double gap = 0;       ///< between them, relative to what the goal counts
    double smoothing = 0; ///< part of the gap that a steeper penalty would close
    double imbalance = 0; ///< part that better balanced flows would close
};

/// What a descent is after. Prices are the derivative of a smooth penalty; the same prices, taken as dual
/// variables of the linear program, give the bound.
class TeGoal
{
  public:
    virtual ~TeGoal() = default;

    /// True if traffic may be turned away, at the price 1 a unit.
    [[nodiscard]] virtual bool isElastic() const = 0;
    /// Sets reference, scales and bases of `prices` for the loads they have, and reprices all.
    /// @param steepness dimensionless, ≥ 1
    virtual void shape(TePrices& prices, double steepness) = 0;
    [[nodiscard]] virtual TeAssessment assess(const TeTotals& totals) = 0;
    [[nodiscard]] virtual double gapOf(double value, double bound) const = 0;
    /// The size of what the value is about: a utilisation, or all that is carried.
    [[nodiscard]] virtual double sizeOf(double value) const = 0;
};

} // namespace twin::flow
