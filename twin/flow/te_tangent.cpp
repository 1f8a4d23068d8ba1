#include "twin/flow/te_tangent.h"

#include <algorithm>
#include <utility>

namespace twin::flow {

TeTangent::TeTangent(const TeNetwork& network, std::vector<double> price, std::vector<double> cost)
    : m_price(std::move(price))
    , m_cost(std::move(cost))
{
    m_price.resize(network.arcCount());
    for (std::uint32_t arc = 0; arc < network.arcCount(); ++arc) {
        m_priced += network.capacity[arc] == kNoLimit ? 0 : m_price[arc] * network.capacity[arc];
    }
}

double TeTangent::crossing(std::span<const TeCommodity> commodities, std::span<const double> rate) const
{
    double left = m_priced;                      // for those not stopped
    double slope = 0;                            // Σ cost of those that take part in the level
    std::vector<std::pair<double, double>> full; // amount, cost
    for (std::size_t k = 0; k < commodities.size(); ++k) {
        if (rate[k] >= 0) {
            left -= rate[k] * m_cost[k];
        } else if (m_cost[k] > 0) {
            full.emplace_back(commodities[k].amount, m_cost[k]);
            slope += m_cost[k];
        }
    }
    std::ranges::sort(full);
    for (const auto& [amount, cost] : full) { // as the level rises, they get all they want and drop out
        if (left <= amount * slope) {
            return std::max(0.0, left / slope);
        }
        left -= amount * cost;
        slope -= cost;
    }
    return kNoLimit;
}

} // namespace twin::flow
