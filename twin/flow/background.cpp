#include "twin/flow/background.h"

#include "twin/flow/routing_columns.h"

#include <algorithm>

namespace twin::flow {

using network::Graph;
using network::NodeDemand;

namespace {

/// Shares of every pair that anything is asked of, with what each group asks.
void addSquares(const RoutingMatrix& matrix, const Background& background, RoutedBackground& out)
{
    const PairSet& pairs = matrix.pairs();
    RoutingColumns columns(matrix);
    for (std::size_t nth = 0; nth < pairs.destinationCount(); ++nth) {
        columns.open(nth);
        for (std::size_t pair = pairs.first(nth); pair < pairs.first(nth + 1); ++pair) {
            for (const ArcShare& part : columns.column(pair)) {
                for (std::size_t group = 0; group < background.groups.size(); ++group) {
                    const double bps = part.share * background.groups[group].pair_bps[pair];
                    out.group_square[group][part.arc] += bps * bps;
                }
            }
        }
    }
}

double unrouted(const RoutingMatrix& matrix, const std::vector<double>& pair_bps)
{
    double sum = 0;
    for (std::size_t pair = 0; pair < pair_bps.size(); ++pair) {
        sum += matrix.isReachable(pair) ? 0 : pair_bps[pair];
    }
    return sum;
}

} // namespace

std::vector<double> RoutedBackground::loadsAt(std::span<const double> levels) const
{
    std::vector<double> out(group_bps.empty() ? 0 : group_bps.front().size(), 0);
    for (std::size_t group = 0; group < groupCount(); ++group) {
        for (std::size_t arc = 0; arc < out.size(); ++arc) {
            out[arc] += levels[group] * group_bps[group][arc];
        }
    }
    return out;
}

Background backgroundOf(const registry::Registry& registry, const registry::Workload& workload,
                        const Graph& graph)
{
    Background out;
    const std::size_t groups = std::max<std::size_t>(1, workload.profiles.size());
    std::vector<std::vector<NodeDemand>> byGroup(groups);
    std::vector<NodeDemand> all;
    for (const registry::Demand& demand : workload.demands) {
        const auto src = network::demandNode(registry, graph, demand.src, demand.srcCarrier);
        const auto dst = network::demandNode(registry, graph, demand.dst, demand.dstCarrier);
        if (!src.isValid() || !dst.isValid()) {
            out.unknown_bps += demand.busy_bps;
        } else if (src != dst) {
            all.push_back({src, dst, demand.busy_bps});
            byGroup[std::min<std::size_t>(demand.profile, groups - 1)].push_back(all.back());
        }
    }
    out.pairs = std::make_shared<const PairSet>(PairSet::of(all));
    for (std::size_t group = 0; group < groups; ++group) {
        double others = 0;
        out.groups.push_back({workload.profiles.empty() ? std::string() : workload.profiles[group].name,
                              out.pairs->sumOf(byGroup[group], others)});
    }
    return out;
}

Background backgroundOf(const network::DemandSet& demands)
{
    Background out;
    out.pairs = std::make_shared<const PairSet>(PairSet::of(demands.demands));
    double loops = 0;
    out.groups.push_back({{}, out.pairs->sumOf(demands.demands, loops)});
    return out;
}

std::vector<double> levelsAt(const registry::Workload& workload, double hour)
{
    std::vector<double> out;
    for (const registry::HourProfile& profile : workload.profiles) {
        out.push_back(network::factorAt(profile, hour));
    }
    return out.empty() ? std::vector<double>{1} : out;
}

Result<RoutedBackground> routeBackground(const Graph& graph, const Background& background,
                                         const RoutingOptions& options)
{
    const auto matrix = RoutingMatrix::build(graph, background.pairs, options);
    if (!matrix) {
        return failure(matrix.error());
    }
    RoutedBackground out;
    out.group_bps.assign(background.groups.size(), std::vector<double>(graph.arcCount(), 0));
    out.group_square = out.group_bps;
    for (std::size_t group = 0; group < background.groups.size(); ++group) {
        matrix->loads(background.groups[group].pair_bps, out.group_bps[group]);
        out.unrouted_bps.push_back(unrouted(*matrix, background.groups[group].pair_bps));
    }
    addSquares(*matrix, background, out);
    return out;
}

Result<std::vector<double>> backgroundLoads(const Graph& graph, const Background& background,
                                            std::span<const double> levels, const RoutingOptions& options)
{
    const auto matrix = RoutingMatrix::build(graph, background.pairs, options);
    if (!matrix) {
        return failure(matrix.error());
    }
    std::vector<double> pair_bps(background.pairs->size(), 0);
    for (std::size_t group = 0; group < background.groups.size(); ++group) {
        for (std::size_t pair = 0; pair < pair_bps.size(); ++pair) {
            pair_bps[pair] += levels[group] * background.groups[group].pair_bps[pair];
        }
    }
    std::vector<double> out(graph.arcCount());
    matrix->loads(pair_bps, out);
    return out;
}

} // namespace twin::flow
