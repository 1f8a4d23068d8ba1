#include "twin/network/graph_assembler.h"

#include <algorithm>
#include <set>

namespace twin::network {

using registry::CarrierIndex;
using registry::Endpoint;
using registry::LifecycleState;
using registry::Link;
using registry::LinkIndex;
using registry::PoolIndex;
using registry::Registry;
using registry::SiteIndex;

namespace {

bool carriesTraffic(const Link& link)
{
    const LifecycleState state = link.asset.state;
    return state != LifecycleState::Planned && state != LifecycleState::Building &&
           state != LifecycleState::Withdrawn;
}

/// Fills a Graph in the order core nodes, leaves, conduits, links, joints.
class RegistryGraph
{
  public:
    explicit RegistryGraph(const Registry& registry)
        : m_registry(registry)
    {}

    Graph build();

  private:
    [[nodiscard]] std::size_t carrierSlot(CarrierIndex carrier) const
    {
        return carrier.isValid() ? carrier.value() : m_registry.carriers.size();
    }

    [[nodiscard]] std::vector<std::set<std::size_t>> carriersBySite() const;
    void addCoreNodes();
    void addCarriersOf(SiteIndex site, const std::set<std::size_t>& slots);
    void addLeaves();
    [[nodiscard]] std::uint32_t endOf(const Endpoint& end, CarrierIndex carrier) const;
    void addConduits();
    void addLinks();
    void addInterconnections();
    void addLeafSiteArcs();

    const Registry& m_registry;
    GraphAssembler m_assembler;
};

std::vector<std::set<std::size_t>> RegistryGraph::carriersBySite() const
{
    std::vector<std::set<std::size_t>> out(m_registry.sites.size());
    for (const Link& link : m_registry.links) {
        for (const Endpoint* end : {&link.a, &link.b}) {
            if (const auto* site = std::get_if<SiteIndex>(end); site != nullptr && carriesTraffic(link)) {
                out[site->value()].insert(carrierSlot(link.carrier));
            }
        }
    }
    return out;
}

void RegistryGraph::addCarriersOf(SiteIndex site, const std::set<std::size_t>& slots)
{
    const std::string& id = m_registry[site].id;
    for (const std::size_t slot : slots) {
        const bool known = slot < m_registry.carriers.size();
        const CarrierIndex carrier = known ? CarrierIndex{slot} : CarrierIndex{};
        const std::string suffix = slots.size() == 1 ? "" : "@" + (known ? m_registry[carrier].id : "");
        m_assembler.carrierNodes()[site.value()][slot] =
            NodeIndex{m_assembler.addNode(site, carrier, id + suffix)};
    }
    if (slots.size() == 1) {
        m_assembler.siteNodes()[site.value()] = m_assembler.carrierNodes()[site.value()][*slots.begin()];
    }
}

void RegistryGraph::addCoreNodes()
{
    const std::size_t slots = m_registry.carriers.size() + 1;
    const auto carriers = carriersBySite();
    m_assembler.carrierNodes().assign(m_registry.sites.size(), std::vector<NodeIndex>(slots));
    m_assembler.siteNodes().assign(m_registry.sites.size(), NodeIndex{});
    for (std::size_t s = 0; s < carriers.size(); ++s) {
        // An isolated site is a node nevertheless.
        addCarriersOf(SiteIndex{s}, carriers[s].empty() ? std::set{slots - 1} : carriers[s]);
    }
    m_assembler.endCore();
}

void RegistryGraph::addLeaves()
{
    for (std::size_t s = 0; s < m_registry.sites.size(); ++s) {
        NodeIndex& node = m_assembler.siteNodes()[s];
        if (!node.isValid()) {
            node = NodeIndex{m_assembler.addNode(SiteIndex{s}, CarrierIndex{}, m_registry.sites[s].id)};
        }
    }
    for (std::size_t p = 0; p < m_registry.pools.size(); ++p) {
        m_assembler.poolNodes().emplace_back(
            m_assembler.addNode(PoolIndex{p}, CarrierIndex{}, m_registry.pools[p].id));
    }
}

std::uint32_t RegistryGraph::endOf(const Endpoint& end, CarrierIndex carrier) const
{
    if (const auto* pool = std::get_if<PoolIndex>(&end)) {
        return m_assembler.poolNodes()[pool->value()].value();
    }
    return m_assembler.carrierNodes()[std::get<SiteIndex>(end).value()][carrierSlot(carrier)].value();
}

void RegistryGraph::addConduits()
{
    for (const auto& conduit : m_registry.conduits) {
        m_assembler.addConduit(conduit.id, conduit.kind == registry::ConduitKind::AccessDuct);
    }
}

void RegistryGraph::addLinks()
{
    for (std::size_t i = 0; i < m_registry.links.size(); ++i) {
        const Link& link = m_registry.links[i];
        m_assembler.addLink(link.id, link.kind == registry::LinkKind::Access, link.conduits);
        if (!carriesTraffic(link)) {
            continue;
        }
        ArcPair pair;
        pair.from = endOf(link.a, link.carrier);
        pair.to = endOf(link.b, link.carrier);
        pair.capacity_bps = link.capacity_bps;
        pair.capacityReverse_bps = link.capacityReverse_bps;
        pair.delay = pair.delayReverse = std::max<TimeNs>(1, link.delay);
        pair.metric = pair.metricReverse = std::max(1U, link.teMetric);
        pair.link = LinkIndex{i};
        pair.name = link.id;
        m_assembler.addPair(pair);
    }
}

void RegistryGraph::addInterconnections()
{
    for (const auto& point : m_registry.interconnections) {
        const auto& nodes = m_assembler.carrierNodes()[point.site.value()];
        const NodeIndex a = nodes[carrierSlot(point.carrierA)];
        const NodeIndex b = nodes[carrierSlot(point.carrierB)];
        if (!a.isValid() || !b.isValid()) {
            continue; // one of the carriers has no link at the site
        }
        ArcPair pair;
        pair.from = a.value();
        pair.to = b.value();
        pair.capacity_bps = pair.capacityReverse_bps = point.capacity_bps;
        pair.delay = pair.delayReverse = kInterconnectionDelay;
        pair.metric = pair.metricReverse = static_cast<std::uint32_t>(kInterconnectionDelay / kMicrosecond);
        pair.name = point.id;
        m_assembler.addPair(pair);
    }
}

void RegistryGraph::addLeafSiteArcs()
{
    for (std::size_t s = 0; s < m_registry.sites.size(); ++s) {
        const std::uint32_t leaf = m_assembler.siteNodes()[s].value();
        if (leaf < m_assembler.coreCount()) {
            continue;
        }
        for (const NodeIndex core : m_assembler.carrierNodes()[s]) {
            if (core.isValid()) {
                ArcPair pair;
                pair.from = leaf;
                pair.to = core.value();
                pair.capacity_bps = pair.capacityReverse_bps = kUnlimited_bps;
                m_assembler.addPair(pair);
            }
        }
    }
}

Graph RegistryGraph::build()
{
    addCoreNodes();
    addLeaves();
    addConduits();
    addLinks();
    addInterconnections();
    addLeafSiteArcs();
    return m_assembler.finish();
}

} // namespace

Graph Graph::build(const Registry& registry)
{
    return RegistryGraph(registry).build();
}

} // namespace twin::network
