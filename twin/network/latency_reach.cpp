#include "twin/network/latency_reach.h"

#include "twin/network/distances_from.h"
#include "twin/network/route.h"

namespace twin::network {

namespace {

using registry::PoolIndex;
using registry::SiteIndex;

LatencyCircle circleOf(const LatencyReach& reach, const registry::Registry* registry, TimeNs bound)
{
    LatencyCircle out;
    out.bound = bound;
    for (const TimeNs delay : reach.siteDelay) {
        out.sites += delay <= bound ? 1 : 0;
    }
    for (std::size_t i = 0; i < reach.poolDelay.size(); ++i) {
        if (reach.poolDelay[i] > bound) {
            continue;
        }
        ++out.pools;
        const registry::Pool& pool = (*registry)[PoolIndex{i}];
        for (std::size_t p = 0; p < kPrecisionCount && registry::isInService(pool.asset.state); ++p) {
            out.gflops.value[p] += pool.declared.value[p];
        }
    }
    return out;
}

} // namespace

LatencyReach latencyReach(const Graph& graph, const registry::Registry* registry, NodeIndex from,
                          std::span<const TimeNs> bounds, std::span<const std::uint8_t> failed)
{
    auto cost = arcCosts(graph, PathCost::Delay);
    for (std::uint32_t arc = 0; arc < graph.arcCount(); ++arc) {
        cost[arc] = isInsidePlace(graph, arc) ? 0 : cost[arc];
    }
    const auto delay = distancesFrom(graph, cost, from, failed);
    LatencyReach out;
    for (std::uint32_t i = 0; i < graph.siteCount(); ++i) {
        out.siteDelay.push_back(delay[graph.node(SiteIndex{i}).value()]);
    }
    for (std::uint32_t i = 0; i < graph.poolCount(); ++i) {
        out.poolDelay.push_back(delay[graph.node(PoolIndex{i}).value()]);
    }
    for (const TimeNs bound : bounds) {
        out.circles.push_back(circleOf(out, registry, bound));
    }
    return out;
}

} // namespace twin::network
