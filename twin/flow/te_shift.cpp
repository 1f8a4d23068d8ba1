// TeDescent: flow moves from dearer paths to the cheapest, one commodity at a time.
#include "twin/flow/te_descent.h"

#include <algorithm>

namespace twin::flow {

namespace {

constexpr double kSameCost = 1 + 1e-9;
constexpr int kMaxSteps = 4;
constexpr double kBalanced = 1.5;  ///< the cheaper path may come out so much dearer before a step back
constexpr double kNothing = 1e-15; ///< share of a commodity that counts as none

/// What one path has that the other has not: cost, and how fast the cost changes.
struct Side
{
    double cost = 0;
    double slope = 0;

    void add(const TePrices& prices, std::uint32_t arc)
    {
        cost += prices.price()[arc];
        slope += prices.slope(arc);
    }

    [[nodiscard]] double logSlope() const { return cost > 0 ? slope / cost : 0; }
};

/// Flow at which both sides' costs meet, if their logarithms change at their present rates.
double stepBetween(const Side& dear, const Side& cheap)
{
    const double rate = dear.logSlope() + cheap.logSlope();
    if (rate <= 0 || cheap.cost <= 0) {
        return kNoLimit;
    }
    return (teLog(dear.cost) - teLog(cheap.cost)) / rate;
}

} // namespace

/// Moves flow of one commodity to its cheapest path; counts what it found amiss.
void TeDescent::shift(std::uint32_t commodity)
{
    const auto price = m_prices.price();
    m_routeCosts.clear();
    std::uint32_t best = TePaths::kEnd;
    double lowest = kNoPath;
    for (std::uint32_t at = m_paths.head(commodity); at != TePaths::kEnd; at = m_paths.route(at).next) {
        m_routeCosts.push_back(m_paths.costOf(m_paths.route(at), price));
        if (m_routeCosts.back() < lowest) {
            lowest = m_routeCosts.back();
            best = at;
        }
    }
    std::size_t i = 0;
    for (std::uint32_t at = m_paths.head(commodity); at != TePaths::kEnd; at = m_paths.route(at).next, ++i) {
        TeRoute& route = m_paths.route(at);
        if (at == best || route.flow <= 0) {
            continue;
        }
        m_excess += route.flow * (m_routeCosts[i] - lowest);
        if (m_routeCosts[i] > lowest * kSameCost) {
            shiftBetween(commodity, route, m_paths.route(best));
        }
    }
}

void TeDescent::shiftBetween(std::uint32_t commodity, TeRoute& from, TeRoute& to)
{
    // Arcs on both paths do not change: they are marked twice and left alone.
    const auto fromArcs = m_paths.arcsOf(from);
    const auto toArcs = m_paths.arcsOf(to);
    m_stamp += 2;
    const std::uint64_t onTo = m_stamp;
    const std::uint64_t onBoth = m_stamp + 1;
    for (const std::uint32_t arc : toArcs) {
        m_mark[arc] = onTo;
    }
    Side dear;
    Side cheap;
    for (const std::uint32_t arc : fromArcs) {
        if (m_mark[arc] == onTo) {
            m_mark[arc] = onBoth;
        } else {
            dear.add(m_prices, arc);
        }
    }
    double room = kNoLimit;
    for (const std::uint32_t arc : toArcs) {
        if (m_mark[arc] == onTo) {
            cheap.add(m_prices, arc);
            room = std::min(room, m_prices.headroom(arc));
        }
    }
    double moved = 0;
    for (int step = 0;
         step < kMaxSteps && (step == 0 ? dear.cost > cheap.cost : cheap.cost > kBalanced * dear.cost);
         ++step) {
        const double flow = std::clamp(stepBetween(dear, cheap), -moved, std::min(from.flow, room));
        moved += flow;
        from.flow -= flow;
        to.flow += flow;
        dear = {};
        cheap = {};
        for (const std::uint32_t arc : fromArcs) {
            if (m_mark[arc] != onBoth) {
                m_prices.addLoad(arc, -flow);
                dear.add(m_prices, arc);
            }
        }
        for (const std::uint32_t arc : toArcs) {
            if (m_mark[arc] == onTo) {
                m_prices.addLoad(arc, flow);
                cheap.add(m_prices, arc);
            }
        }
    }
    if (from.flow <= kNothing * m_commodities[commodity].amount) {
        to.flow += from.flow; // loads are summed anew at the end of the round
        from.flow = 0;
    }
}

} // namespace twin::flow
