#include "twin/generate/load_model.h"

#include "twin/network/demands.h"
#include "twin/network/given_path.h"
#include "twin/network/shortest_paths.h"

#include <algorithm>
#include <map>

namespace twin::generate {

using network::demandNode;
using network::factorAt;
using network::Graph;
using network::NodeIndex;
using registry::Endpoint;

namespace {

struct RoutedDemand
{
    std::uint32_t src = 0;
    std::uint32_t profile = 0;
    double bps = 0;
};

struct RoutedFlow
{
    NodeIndex src;
    NodeIndex dst;
    std::vector<std::uint32_t> given; ///< as the workload has it; empty = routed
    std::vector<std::uint32_t> path;  ///< now
};

} // namespace

struct LoadModel::State
{
    registry::RegistryPtr registry;
    std::shared_ptr<const registry::Workload> workload;
    Graph graph;
    network::ShortestPaths paths;
    std::map<std::uint32_t, std::vector<RoutedDemand>> demands; ///< by destination node
    std::vector<RoutedFlow> flows;
    std::vector<std::uint8_t> failedArc;
    std::vector<std::uint8_t> downLink;
    std::vector<std::vector<double>> profileLoad; ///< by profile, then arc, at factor 1
    std::vector<double> profileLost;
    double unknown_bps = 0; ///< demands whose ends are not in the registry

    State(registry::RegistryPtr registryIn, std::shared_ptr<const registry::Workload> workloadIn)
        : registry(std::move(registryIn))
        , workload(std::move(workloadIn))
        , graph(Graph::build(*registry))
        , paths(graph)
        , failedArc(graph.arcCount(), 0)
        , downLink(registry->links.size(), 0)
    {
        loadDemands();
        loadFlows();
    }

    void loadDemands()
    {
        for (const registry::Demand& demand : workload->demands) {
            const NodeIndex src = demandNode(*registry, graph, demand.src, demand.srcCarrier);
            const NodeIndex dst = demandNode(*registry, graph, demand.dst, demand.dstCarrier);
            if (!src.isValid() || !dst.isValid()) {
                unknown_bps += demand.busy_bps;
            } else if (src != dst) {
                demands[dst.value()].push_back({src.value(), demand.profile, demand.busy_bps});
            }
        }
    }

    void loadFlows()
    {
        for (const auto& flow : workload->flows) {
            RoutedFlow routed;
            routed.src = demandNode(*registry, graph, flow->src, {});
            routed.dst = demandNode(*registry, graph, flow->dst, {});
            if (routed.src.isValid() && routed.dst.isValid()) {
                routed.given = network::givenPath(graph, flow->arcs, routed.src, routed.dst);
            }
            flows.push_back(std::move(routed));
        }
    }

    void routeDemands()
    {
        const std::size_t profiles = std::max<std::size_t>(1, workload->profiles.size());
        profileLoad.assign(profiles, std::vector<double>(graph.arcCount(), 0));
        profileLost.assign(profiles, 0);
        std::vector<double> inflow(graph.nodeCount(), 0);
        for (const auto& [destination, list] : demands) {
            paths.run(NodeIndex{destination}, failedArc);
            for (std::uint32_t profile = 0; profile < profiles; ++profile) {
                bool any = false;
                for (const RoutedDemand& demand : list) {
                    if (std::min<std::size_t>(demand.profile, profiles - 1) == profile) {
                        inflow[demand.src] += demand.bps;
                        any = true;
                    }
                }
                if (any) {
                    profileLost[profile] += paths.spread(inflow, profileLoad[profile]);
                }
            }
        }
    }

    void routeFlows()
    {
        std::map<std::uint32_t, std::vector<std::size_t>> lost; // by destination
        for (std::size_t i = 0; i < flows.size(); ++i) {
            RoutedFlow& flow = flows[i];
            flow.path = flow.given;
            if (flow.src.isValid() && flow.dst.isValid() &&
                (flow.given.empty() || !network::isWhole(flow.given, failedArc))) {
                lost[flow.dst.value()].push_back(i);
            }
        }
        for (const auto& [destination, list] : lost) {
            paths.run(NodeIndex{destination}, failedArc);
            for (const std::size_t i : list) {
                flows[i].path = paths.path(flows[i].src);
            }
        }
    }
};

LoadModel::LoadModel(registry::RegistryPtr registry, std::shared_ptr<const registry::Workload> workload)
    : m_state(std::make_unique<State>(std::move(registry), std::move(workload)))
{
    setFailed({});
}

LoadModel::~LoadModel() = default;
LoadModel::LoadModel(LoadModel&&) noexcept = default;
LoadModel& LoadModel::operator=(LoadModel&&) noexcept = default;

void LoadModel::setFailed(std::span<const registry::ConduitIndex> conduits,
                          std::span<const registry::LinkIndex> links)
{
    State& s = *m_state;
    std::ranges::fill(s.failedArc, std::uint8_t{0});
    std::ranges::fill(s.downLink, std::uint8_t{0});
    for (const registry::ConduitIndex conduit : conduits) {
        for (const registry::LinkIndex link : (*s.registry)[conduit].links) {
            s.downLink[link.value()] = 1;
        }
    }
    for (const registry::LinkIndex link : links) {
        s.downLink[link.value()] = 1;
    }
    for (std::uint32_t arc = 0; arc < s.graph.arcCount(); ++arc) {
        const registry::LinkIndex link = s.graph.link(arc);
        s.failedArc[arc] = link.isValid() ? s.downLink[link.value()] : std::uint8_t{0};
    }
    s.routeDemands();
    s.routeFlows();
}

std::vector<double> LoadModel::backgroundArcs(double hour) const
{
    const State& s = *m_state;
    std::vector<double> out(s.graph.arcCount(), 0);
    for (std::size_t p = 0; p < s.profileLoad.size(); ++p) {
        const double factor = s.workload->profiles.empty() ? 1 : factorAt(s.workload->profiles[p], hour);
        for (std::size_t arc = 0; arc < out.size(); ++arc) {
            out[arc] += factor * s.profileLoad[p][arc];
        }
    }
    return out;
}

std::vector<double> LoadModel::flowArcs(std::span<const double> flowRates_bps) const
{
    const State& s = *m_state;
    std::vector<double> out(s.graph.arcCount(), 0);
    for (std::size_t i = 0; i < s.flows.size(); ++i) {
        const double rate = i < flowRates_bps.size() ? flowRates_bps[i]
                            : flowRates_bps.empty()  ? s.workload->flows[i]->rateRequested_bps
                                                     : 0;
        for (const std::uint32_t arc : s.flows[i].path) {
            out[arc] += rate;
        }
    }
    return out;
}

namespace {

LinkLoads byLink(const Graph& graph, std::size_t links, std::span<const double> arcs)
{
    LinkLoads out;
    out.forward_bps.assign(links, 0);
    out.reverse_bps.assign(links, 0);
    for (std::uint32_t arc = 0; arc < graph.arcCount(); ++arc) {
        if (const registry::LinkIndex link = graph.link(arc); link.isValid()) {
            (graph.isReverse(arc) ? out.reverse_bps : out.forward_bps)[link.value()] = arcs[arc];
        }
    }
    return out;
}

} // namespace

LinkLoads LoadModel::background(double hour) const
{
    const State& s = *m_state;
    LinkLoads out = byLink(s.graph, s.registry->links.size(), backgroundArcs(hour));
    out.unrouted_bps = s.unknown_bps;
    for (std::size_t p = 0; p < s.profileLost.size(); ++p) {
        out.unrouted_bps +=
            s.profileLost[p] * (s.workload->profiles.empty() ? 1 : factorAt(s.workload->profiles[p], hour));
    }
    return out;
}

LinkLoads LoadModel::loads(double hour, std::span<const double> flowRates_bps) const
{
    const State& s = *m_state;
    LinkLoads out = background(hour);
    const LinkLoads flows = byLink(s.graph, s.registry->links.size(), flowArcs(flowRates_bps));
    for (std::size_t link = 0; link < out.forward_bps.size(); ++link) {
        out.forward_bps[link] += flows.forward_bps[link];
        out.reverse_bps[link] += flows.reverse_bps[link];
    }
    for (std::size_t i = 0; i < s.flows.size(); ++i) {
        if (s.flows[i].path.empty()) {
            out.unrouted_bps +=
                i < flowRates_bps.size() ? flowRates_bps[i] : s.workload->flows[i]->rateRequested_bps;
        }
    }
    return out;
}

std::vector<std::uint32_t> LoadModel::route(const Endpoint& src, const Endpoint& dst) const
{
    m_state->paths.run(m_state->graph.node(dst), m_state->failedArc);
    return m_state->paths.path(m_state->graph.node(src));
}

std::span<const std::uint32_t> LoadModel::flowPath(std::size_t flow) const
{
    return m_state->flows[flow].path;
}

TimeNs LoadModel::flowDelay(std::size_t flow) const
{
    TimeNs sum = 0;
    for (const std::uint32_t arc : m_state->flows[flow].path) {
        sum += m_state->graph.delay()[arc];
    }
    return sum;
}

bool LoadModel::isDown(registry::LinkIndex link) const
{
    return m_state->downLink[link.value()] != 0;
}

const Graph& LoadModel::graph() const
{
    return m_state->graph;
}

} // namespace twin::generate
