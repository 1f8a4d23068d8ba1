#include "twin/flow/te_throughput.h"

#include "twin/flow/te_engine.h"

#include <algorithm>

namespace twin::flow {

namespace {

constexpr double kBaseShare = 0.02;    ///< of the gap, for the prices of idle arcs
constexpr double kFirstCarried = 1e-6; ///< of what is asked: little enough, until more is known

} // namespace

TeThroughputGoal::TeThroughputGoal(const TeNetwork& network, std::span<const TeCommodity> commodities,
                                   double gap)
    : m_network(&network)
    , m_gap(gap)
{
    for (const TeCommodity& commodity : commodities) {
        m_asked += commodity.amount;
    }
    setBase(kFirstCarried * std::min(m_asked, 1.0));
}

void TeThroughputGoal::setBase(double carried)
{
    m_base = kBaseShare * m_gap * carried / std::max(1U, m_network->arcCount());
}

void TeThroughputGoal::shape(TePrices& prices, double steepness)
{
    prices.shape(steepness, 1);
    for (std::uint32_t arc = 0; arc < m_network->arcCount(); ++arc) {
        if (m_network->capacity[arc] != kNoLimit) {
            prices.setArc(arc, 1, std::min(1.0, m_base / m_network->capacity[arc]));
        }
    }
    prices.setArc(m_network->arcCount(), 0, 1);
    prices.repriceAll();
}

TeAssessment TeThroughputGoal::assess(const TeTotals& totals)
{
    TeAssessment out;
    out.value = totals.awayFitted;
    out.bound = std::max(0.0, totals.cheapest - totals.priced);
    out.gap = gapOf(out.value, out.bound);
    const double carried = m_asked - out.value;
    if (carried > 0) {
        out.smoothing = (totals.priced - (totals.spent - totals.away)) / carried;
        out.imbalance = std::max(0.0, (totals.spent - totals.cheapest) / carried);
        setBase(carried);
    }
    return out;
}

double TeThroughputGoal::gapOf(double value, double bound) const
{
    if (value <= bound) {
        return 0;
    }
    return value < m_asked ? (value - bound) / (m_asked - value) : kNoLimit;
}

TeSolution maximiseThroughput(const TeNetwork& network, std::span<const TeCommodity> commodities, double gap,
                              bool exact, const TeSettings& settings)
{
    TeSolution out;
    TeThroughputGoal goal(network, commodities, gap);
    TeDescent descent(network, {commodities.begin(), commodities.end()}, goal, settings);
    const TeOutcome reached = solveGoal(network, descent, goal, {gap, exact, -1}, settings);
    double asked = 0;
    for (const TeCommodity& commodity : commodities) {
        asked += commodity.amount;
    }
    descent.fit();
    out.value = asked - reached.result.value;
    out.bound = asked - reached.result.bound;
    out.price.assign(network.arcCount(), 0);
    if (reached.result.bound > 0) { // otherwise the demands themselves are the bound, and no price is wanted
        std::copy_n(reached.price.begin(), out.price.size(), out.price.begin());
    }
    out.routing = routingOf(descent.paths(), {}, descent.pricer().awayArc());
    out.rounds = reached.rounds;
    return out;
}

} // namespace twin::flow
