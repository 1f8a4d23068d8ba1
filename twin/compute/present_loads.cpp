#include "twin/compute/present_loads.h"

#include "twin/flow/background.h"
#include "twin/flow/steady_state.h"
#include "twin/flow/workload_flows.h"
#include "twin/network/shortest_paths.h"

#include <algorithm>
#include <cstdint>

namespace twin::compute {

namespace {

using network::Network;

std::vector<std::uint32_t> failedArcs(const Network& network)
{
    std::vector<std::uint32_t> out;
    for (std::uint32_t arc = 0; arc < network.outOfService.size(); ++arc) {
        if (network.outOfService[arc] != 0) {
            out.push_back(arc);
        }
    }
    return out;
}

/// The flows' loads on what the background leaves of every arc.
void addFlows(const Network& network, PresentLoads& out)
{
    const auto flows = flow::workloadFlows(network);
    if (flows.empty()) {
        return;
    }
    flow::SteadyState state(network.graph, flows);
    for (std::uint32_t arc = 0; arc < network.graph.arcCount(); ++arc) {
        if (out.arc_bps[arc] > 0) {
            const auto capacity = static_cast<double>(network.graph.capacity()[arc]);
            state.setCapacity(arc, std::max(0.0, capacity - out.arc_bps[arc]));
        }
    }
    state.failArcs(failedArcs(network));
    state.update();
    for (std::uint32_t arc = 0; arc < network.graph.arcCount(); ++arc) {
        out.arc_bps[arc] += state.load(arc);
    }
}

/// The background of a workload at its busy hour.
std::vector<double> busyBackground(const Network& network)
{
    const flow::Background background =
        flow::backgroundOf(*network.registry, *network.workload, network.graph);
    flow::RoutingOptions options;
    options.arcCost = network::arcCosts(network.graph, network::PathCost::Delay);
    options.failed = network.outOfService;
    auto loads = flow::backgroundLoads(
        network.graph, background, flow::levelsAt(*network.workload, network.workload->busyHour), options);
    return loads ? std::move(*loads) : std::vector<double>(network.graph.arcCount(), 0);
}

} // namespace

PresentLoads presentLoads(const Network& network)
{
    PresentLoads out;
    if (network.registry && network.workload) {
        out.arc_bps = busyBackground(network);
        addFlows(network, out);
        return out;
    }
    if (network.demands.demands.empty()) {
        out.arc_bps.assign(network.graph.arcCount(), 0);
        return out;
    }
    auto loads = network::ecmpLoads(network.graph, network.demands.demands, network.outOfService);
    out.arc_bps = std::move(loads.arc_bps);
    out.unrouted_bps = loads.unrouted_bps;
    return out;
}

} // namespace twin::compute
