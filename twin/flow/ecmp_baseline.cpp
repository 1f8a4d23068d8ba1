#include "twin/flow/ecmp_baseline.h"

#include "twin/flow/split_rates.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

namespace twin::flow {

namespace {

constexpr std::size_t kMaxShares = 30'000'000; ///< (demand, arc) pairs: 500 MB

/// Out of service, by arc; empty = none.
std::vector<std::uint8_t> outOfService(const network::Graph& graph, const EngineeringOptions& options)
{
    std::vector<std::uint8_t> out(options.failed.begin(), options.failed.end());
    if (!options.capacity_bps.empty()) {
        out.resize(graph.arcCount(), 0);
        for (std::size_t arc = 0; arc < out.size(); ++arc) {
            out[arc] = options.capacity_bps[arc] == 0 ? 1 : out[arc];
        }
    }
    return out;
}

std::vector<double> capacities(const network::Graph& graph, const EngineeringOptions& options)
{
    const auto capacity = options.capacity_bps.empty() ? graph.capacity() : options.capacity_bps;
    std::vector<double> out;
    for (const std::uint64_t bps : capacity) {
        out.push_back(bps == network::kUnlimited_bps ? std::numeric_limits<double>::infinity()
                                                     : static_cast<double>(bps));
    }
    return out;
}

/// Demands with something to route, by destination and then source.
std::vector<network::NodeDemand> routed(std::span<const network::NodeDemand> demands)
{
    std::vector<network::NodeDemand> out;
    for (const auto& demand : demands) {
        if (demand.bps > 0 && demand.src != demand.dst) {
            out.push_back(demand);
        }
    }
    std::ranges::stable_sort(out, {}, [](const auto& d) { return std::pair(d.dst, d.src); });
    return out;
}

/// Adds a demand with the shares that ECMP gives one b/s of it; not at all when it has no path.
bool addShares(const network::NodeDemand& demand, network::ShortestPaths& paths, std::vector<double>& inflow,
               std::vector<double>& load, SplitDemands& out)
{
    if (paths.distance(demand.src) == network::kUnreachable) {
        return true;
    }
    inflow[demand.src.value()] = 1;
    std::ranges::fill(load, 0.0);
    (void)paths.spread(inflow, load);
    for (std::uint32_t arc = 0; arc < load.size(); ++arc) {
        if (load[arc] > 0) {
            out.arc.push_back(arc);
            out.share.push_back(load[arc]);
        }
    }
    out.amount.push_back(demand.bps);
    out.first.push_back(out.arc.size());
    return out.arc.size() <= kMaxShares;
}

std::optional<SplitDemands> splitByEcmp(const network::Graph& graph,
                                        std::span<const network::NodeDemand> demands,
                                        std::span<const std::uint8_t> failed, network::PathCost cost)
{
    SplitDemands out;
    network::ShortestPaths paths(graph, cost);
    std::vector<double> inflow(graph.nodeCount(), 0);
    std::vector<double> load(graph.arcCount(), 0);
    network::NodeIndex destination;
    for (const auto& demand : demands) {
        if (demand.dst != destination) {
            destination = demand.dst;
            paths.run(destination, failed);
        }
        if (!addShares(demand, paths, inflow, load, out)) {
            return std::nullopt;
        }
    }
    return out;
}

double highestUtilisation(const network::EcmpLoads& loads, const std::vector<double>& capacity)
{
    double highest = 0;
    for (std::size_t arc = 0; arc < capacity.size(); ++arc) {
        if (loads.arc_bps[arc] > 0) {
            highest = std::max(highest, loads.arc_bps[arc] / capacity[arc]);
        }
    }
    return highest;
}

} // namespace

std::optional<double> ecmpBaseline(const network::Graph& graph, std::span<const network::NodeDemand> demands,
                                   const EngineeringOptions& options, network::PathCost cost)
{
    const auto failed = outOfService(graph, options);
    const auto capacity = capacities(graph, options);
    const auto asked = routed(demands);
    const bool isFactor = options.objective == TeObjective::Concurrent;
    if (isFactor || options.objective == TeObjective::Utilisation) {
        const auto loads = network::ecmpLoads(graph, asked, failed, cost);
        const double highest = highestUtilisation(loads, capacity);
        if (isFactor && highest <= 0) {
            return std::nullopt;
        }
        return isFactor ? 1 / highest : highest;
    }
    const auto split = splitByEcmp(graph, asked, failed, cost);
    if (!split) {
        return std::nullopt;
    }
    const SplitRates rates = fillFairly(*split, capacity);
    if (options.objective == TeObjective::MaxMin) {
        return std::isfinite(rates.lowest) ? std::optional(rates.lowest) : std::nullopt;
    }
    return std::accumulate(rates.rate.begin(), rates.rate.end(), 0.0);
}

} // namespace twin::flow
