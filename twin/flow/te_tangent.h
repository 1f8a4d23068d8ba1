#pragma once

#include "twin/flow/te_network.h"

#include <span>
#include <vector>

namespace twin::flow {

/// What prices say about the level of max-min fairness: amounts r fit only if Σ r · cheapest cost ≤ Σ price ·
/// capacity, so a level at which they meet cannot be passed.
class TeTangent
{
  public:
    TeTangent() = default;
    /// @param cost of each commodity's cheapest path at these prices
    TeTangent(const TeNetwork& network, std::vector<double> price, std::vector<double> cost);

    [[nodiscard]] double cost(std::size_t commodity) const { return m_cost[commodity]; }

    [[nodiscard]] std::vector<double>&& takePrice() { return std::move(m_price); }

    /// The level where both sides meet, when stopped commodities have their rate and others the level or
    /// their amount; kNoLimit when they never do.
    /// @param rate by commodity; negative: not stopped
    [[nodiscard]] double crossing(std::span<const TeCommodity> commodities,
                                  std::span<const double> rate) const;

  private:
    std::vector<double> m_price;
    std::vector<double> m_cost;
    double m_priced = 0; ///< Σ price · capacity
};

} // namespace twin::flow
