#include "twin/flow/te_utilisation.h"

#include <algorithm>

namespace twin::flow {

namespace {

constexpr double kBaseShare = 0.02; ///< of the gap, for the prices of idle arcs

} // namespace

TeUtilisationGoal::TeUtilisationGoal(const TeNetwork& network, double gap)
    : m_network(&network)
    , m_base(kBaseShare * gap / std::max(1U, network.arcCount()))
{}

void TeUtilisationGoal::shape(TePrices& prices, double steepness)
{
    const double highest = prices.highestUtilisation();
    prices.shape(highest > 0 ? steepness / highest : steepness, highest);
    for (std::uint32_t arc = 0; arc < m_network->arcCount(); ++arc) {
        if (m_network->capacity[arc] != kNoLimit) {
            prices.setArc(arc, prices.perCapacity()[arc], m_base * prices.perCapacity()[arc]);
        }
    }
    prices.repriceAll();
}

TeAssessment TeUtilisationGoal::assess(const TeTotals& totals)
{
    TeAssessment out;
    out.value = totals.utilisation;
    out.bound = totals.priced > 0 ? totals.cheapest / totals.priced : 0;
    out.gap = gapOf(out.value, out.bound);
    const double mean = totals.priced > 0 ? totals.spent / totals.priced : 0;
    out.smoothing = gapOf(out.value, mean);
    out.imbalance = gapOf(std::max(mean, out.bound), out.bound);
    return out;
}

double TeUtilisationGoal::gapOf(double value, double bound) const
{
    if (value <= 0) {
        return 0;
    }
    return bound > 0 ? value / bound - 1 : kNoLimit;
}

} // namespace twin::flow
