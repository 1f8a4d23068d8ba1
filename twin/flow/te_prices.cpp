#include "twin/flow/te_prices.h"

#include <algorithm>

namespace twin::flow {

TePrices::TePrices(const TeNetwork& network)
    : m_load(network.arcCount() + 1, 0.0)
    , m_perCapacity(network.arcCount() + 1, 0.0)
    , m_scale(network.arcCount() + 1, 0.0)
    , m_base(network.arcCount() + 1, 0.0)
    , m_price(network.arcCount() + 1, 0.0)
{
    for (std::uint32_t arc = 0; arc < network.arcCount(); ++arc) {
        m_perCapacity[arc] = 1 / network.capacity[arc]; // 0 of unlimited
    }
}

void TePrices::repriceAll()
{
    for (std::uint32_t arc = 0; arc < m_price.size(); ++arc) {
        reprice(arc);
    }
}

double TePrices::highestUtilisation() const
{
    double highest = 0;
    for (std::size_t arc = 0; arc < m_load.size(); ++arc) {
        highest = std::max(highest, m_load[arc] * m_perCapacity[arc]);
    }
    return highest;
}

} // namespace twin::flow
