#include "twin/compute/site_pairs.h"

#include "twin/compute/admission.h"
#include "twin/network/place_lookup.h"
#include "twin/network/shortest_paths.h"

#include <algorithm>

namespace twin::compute {

namespace {

constexpr double kEverything_bps = 1e16;

Result<registry::PoolIndex> poolCalled(const registry::Registry& registry, const std::string& name)
{
    const auto found = registry.find(EntityKind::Pool, name);
    if (!found) {
        std::vector<std::string> known;
        known.reserve(registry.pools.size());
        for (const registry::Pool& pool : registry.pools) {
            known.push_back(pool.id);
        }
        return network::unknownName("pool", name, known);
    }
    const registry::PoolIndex pool(found->index);
    if (!registry::isInService(registry[pool].asset.state)) {
        return failure(ErrorCode::BadInput, name + " is not in service");
    }
    return pool;
}

} // namespace

Result<std::vector<registry::PoolIndex>> candidatePools(const network::Network& network,
                                                        std::span<const std::string> names)
{
    if (names.size() < 2 || names.size() > kMostCandidatePools) {
        return failure(ErrorCode::BadInput,
                       "2 to " + std::to_string(kMostCandidatePools) + " pools are needed to choose among");
    }
    std::vector<registry::PoolIndex> out;
    for (const std::string& name : names) {
        const auto pool = poolCalled(*network.registry, name);
        if (!pool) {
            return failure(pool.error());
        }
        if (std::ranges::find(out, *pool) != out.end()) {
            return failure(ErrorCode::BadInput, name + " is named twice");
        }
        out.push_back(*pool);
    }
    return out;
}

std::vector<TrainingSite> trainingSites(const network::Network& network,
                                        std::span<const registry::PoolIndex> pools)
{
    std::vector<TrainingSite> out;
    for (const registry::PoolIndex pool : pools) {
        out.push_back({static_cast<std::uint32_t>(pool.value()), (*network.registry)[pool].cards});
    }
    return out;
}

std::vector<SitePair> sitePairs(const network::Network& network, std::span<const registry::PoolIndex> pools,
                                std::span<const double> free_bps)
{
    const network::Graph& graph = network.graph;
    const std::vector<double> whole =
        free_bps.empty() ? freeCapacity(graph, {}, 1, network.outOfService) : std::vector<double>();
    const std::span<const double> room = free_bps.empty() ? std::span<const double>(whole) : free_bps;
    const std::size_t count = pools.size();
    std::vector<SitePair> out(count * count);
    network::ShortestPaths paths(graph);
    for (std::size_t b = 0; b < count; ++b) {
        paths.run(graph.node(pools[b]), network.outOfService);
        for (std::size_t a = 0; a < count; ++a) {
            const std::int64_t delay = a == b ? network::kUnreachable : paths.distance(graph.node(pools[a]));
            if (delay != network::kUnreachable) {
                out[a * count + b] = {
                    splitRoute(graph, room, graph.node(pools[a]), graph.node(pools[b]), kEverything_bps)
                        .rate_bps,
                    2e-9 * static_cast<double>(delay)};
            }
        }
    }
    return out;
}

} // namespace twin::compute
