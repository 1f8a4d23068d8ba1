#include "twin/flow/te_fair.h"

#include "twin/flow/te_descent.h"
#include "twin/flow/te_fair_levels.h"
#include "twin/flow/te_utilisation.h"

#include <algorithm>

namespace twin::flow {

namespace {

/// A good variety of paths is all that is wanted of the descent.
constexpr double kWarmGap = 1e-2;
constexpr std::uint32_t kWarmRounds = 20;

double highestUtilisation(const TeNetwork& network, const TeRouting& routing)
{
    std::vector<double> load(network.arcCount(), 0);
    for (std::size_t path = 0; path < routing.pathCount(); ++path) {
        for (const std::uint32_t arc : routing.arcsOf(path)) {
            load[arc] += routing.flow[path];
        }
    }
    double highest = 0;
    for (std::uint32_t arc = 0; arc < network.arcCount(); ++arc) {
        highest = std::max(highest, load[arc] / network.capacity[arc]);
    }
    return highest;
}

/// About the first level: what the prices of the descent allow at most.
double firstLevel(const TeNetwork& network, TeDescent& descent)
{
    const auto& commodities = descent.commodities();
    const std::vector<double> price(descent.bestPrice().begin(), descent.bestPrice().end() - 1);
    (void)descent.pricer().cheapest(0, descent.pricer().sourceCount(), price);
    const TeTangent tangent(network, price, descent.pricer().costs());
    const double level = tangent.crossing(commodities, std::vector<double>(commodities.size(), -1));
    return level > 0 && level < kNoLimit ? level : meanAmount(commodities);
}

/// Bounds that hold for the rates there are at the end, `shrink` times what the levels were.
void addLevels(const std::vector<TeCommodity>& commodities, TeFairLevels& fair, double shrink,
               TeSolution& out)
{
    std::vector<double> stopped(commodities.size(), -1);
    for (auto& level : fair.levels()) {
        double bound = 0;
        for (const std::uint32_t k : level.commodities) { // nobody wants more than its amount
            bound = std::max(bound, commodities[k].amount);
        }
        bound = std::min(bound, level.tangent.crossing(commodities, stopped));
        for (const std::uint32_t k : level.commodities) {
            stopped[k] = fair.rates()[k] * shrink;
        }
        out.levels.push_back({bound, std::move(level.commodities), level.tangent.takePrice()});
    }
}

} // namespace

TeSolution shareFairly(const TeNetwork& network, std::span<const TeCommodity> commodities,
                       const TeSettings& settings)
{
    TeSolution out;
    TeUtilisationGoal goal(network, kWarmGap);
    TeDescent descent(network, {commodities.begin(), commodities.end()}, goal, settings);
    const TeAssessment warm = descent.run(kWarmGap, kWarmRounds, 1);
    out.rounds = descent.rounds();
    if (warm.value > 1) {
        const double expected = firstLevel(network, descent);
        TeFairLevels fair(network, descent.commodities(), descent.pricer(), descent.paths(), expected,
                          settings);
        out.isComplete = fair.run();
        out.rounds += fair.rounds();
        out.routing = routingOf(descent.paths());
        const double shrink = 1 / std::max(1.0, highestUtilisation(network, out.routing));
        for (double& flow : out.routing.flow) {
            flow *= shrink;
        }
        addLevels(descent.commodities(), fair, shrink, out);
    } else {
        out.routing = routingOf(descent.paths());
    }
    return out;
}

} // namespace twin::flow
