#include "twin/network/demands.h"
#include "twin/network/flow_class_name.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace twin::network {

using registry::Endpoint;

namespace {

/// Asked kind by kind: a link may have the name of a site.
std::optional<Endpoint> endpointOf(const registry::Registry& registry, const std::string& id)
{
    if (const auto pool = registry.find(EntityKind::Pool, id)) {
        return Endpoint{registry::PoolIndex{pool->index}};
    }
    if (const auto site = registry.find(EntityKind::Site, id)) {
        return Endpoint{registry::SiteIndex{site->index}};
    }
    return std::nullopt;
}

registry::CarrierIndex carrierOf(const registry::Registry& registry, const std::string& id)
{
    const auto found = std::ranges::find(registry.carriers, id, &registry::Carrier::id);
    return found == registry.carriers.end()
               ? registry::CarrierIndex{}
               : registry::CarrierIndex{static_cast<std::size_t>(found - registry.carriers.begin())};
}

/// Adds a demand, or counts it as unknown.
class Collector
{
  public:
    Collector(const registry::Registry& registry, const Graph& graph)
        : m_registry(registry)
        , m_graph(graph)
    {}

    void add(const std::string& src, const std::string& srcCarrier, const std::string& dst,
             const std::string& dstCarrier, double bps, const std::string& trafficClass)
    {
        ++m_out.listed;
        const NodeIndex from = demandNode(m_registry, m_graph, src, srcCarrier);
        const NodeIndex to = demandNode(m_registry, m_graph, dst, dstCarrier);
        if (!from.isValid() || !to.isValid()) {
            ++m_unknown;
            m_unknown_bps += bps;
        } else if (from != to) {
            m_out.demands.push_back({from, to, bps});
            m_out.classes.push_back(trafficClass);
        }
    }

    DemandSet finish()
    {
        if (m_unknown > 0) {
            m_out.warnings.push_back(std::to_string(m_unknown) + " demands, " +
                                     std::to_string(std::llround(m_unknown_bps)) +
                                     " b/s, name places that are not in the registry: left out");
        }
        return std::move(m_out);
    }

  private:
    const registry::Registry& m_registry;
    const Graph& m_graph;
    DemandSet m_out;
    std::uint64_t m_unknown = 0;
    double m_unknown_bps = 0;
};

} // namespace

std::string_view flowClassName(registry::FlowClass flowClass)
{
    switch (flowClass) {
    case registry::FlowClass::Elephant:
        return "elephant";
    case registry::FlowClass::Mice:
        return "mice";
    case registry::FlowClass::Rdma:
        return "rdma";
    case registry::FlowClass::Tcp:
        return "tcp";
    case registry::FlowClass::Unspecified:
        break;
    }
    return "flow";
}

double factorAt(const registry::HourProfile& profile, double hour)
{
    const double wrapped = std::fmod(std::fmod(hour, 24) + 24, 24);
    const auto before = static_cast<std::size_t>(wrapped) % 24;
    const double part = wrapped - std::floor(wrapped);
    return profile.factor[before] * (1 - part) + profile.factor[(before + 1) % 24] * part;
}

NodeIndex demandNode(const registry::Registry& registry, const Graph& graph, const std::string& id,
                     const std::string& carrier)
{
    const auto end = endpointOf(registry, id);
    if (!end) {
        return {};
    }
    const auto* site = std::get_if<registry::SiteIndex>(&*end);
    const registry::CarrierIndex through = carrierOf(registry, carrier);
    if (site != nullptr && through.isValid() && graph.node(*site, through).isValid()) {
        return graph.node(*site, through);
    }
    return graph.node(*end);
}

DemandSet workloadDemands(const registry::Registry& registry, const registry::Workload& workload,
                          const Graph& graph, double hour)
{
    Collector collector(registry, graph);
    std::vector<double> factors;
    for (const auto& profile : workload.profiles) {
        factors.push_back(factorAt(profile, hour));
    }
    for (const auto& demand : workload.demands) {
        const double factor =
            factors.empty() ? 1 : factors[std::min<std::size_t>(demand.profile, factors.size() - 1)];
        collector.add(demand.src, demand.srcCarrier, demand.dst, demand.dstCarrier, demand.busy_bps * factor,
                      demand.trafficClass);
    }
    for (const auto& flow : workload.flows) {
        collector.add(flow->src, {}, flow->dst, {}, flow->rateRequested_bps,
                      std::string(flowClassName(flow->flowClass)));
    }
    return collector.finish();
}

} // namespace twin::network
