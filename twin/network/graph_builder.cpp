#include "twin/network/graph.h"

#include <algorithm>
#include <set>

namespace twin::network {

using registry::CarrierIndex;
using registry::ConduitIndex;
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

} // namespace

/// Fills a Graph in the order core nodes, leaves, arcs, indexes.
class GraphBuilder
{
  public:
    explicit GraphBuilder(const Registry& registry)
        : m_registry(registry)
    {}

    Graph build();

  private:
    struct RawArc
    {
        std::uint32_t from = 0;
        std::uint32_t to = 0;
        std::uint64_t capacity = 0;
        TimeNs delay = 1;
        std::uint32_t metric = 1;
        LinkIndex link;
        bool reverse = false;
        std::string name;
    };

    [[nodiscard]] std::size_t carrierSlot(CarrierIndex carrier) const
    {
        return carrier.isValid() ? carrier.value() : m_registry.carriers.size();
    }

    [[nodiscard]] std::vector<std::set<std::size_t>> carriersBySite() const;
    std::uint32_t addNode(const Endpoint& place, CarrierIndex carrier);
    void addCoreNodes();
    void addLeaves();
    [[nodiscard]] std::uint32_t endOf(const Endpoint& end, CarrierIndex carrier) const;
    void addPair(RawArc forward, std::uint64_t reverseCapacity);
    void addLinks();
    void addInterconnections();
    void addLeafSiteArcs();
    void storeArcs();
    void storeIncoming();
    void storeConduits();

    const Registry& m_registry;
    Graph m_graph;
    std::vector<RawArc> m_arcs;
};

std::vector<std::set<std::size_t>> GraphBuilder::carriersBySite() const
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

std::uint32_t GraphBuilder::addNode(const Endpoint& place, CarrierIndex carrier)
{
    m_graph.m_place.push_back(place);
    m_graph.m_carrier.push_back(carrier);
    return static_cast<std::uint32_t>(m_graph.m_place.size() - 1);
}

void GraphBuilder::addCoreNodes()
{
    const std::size_t slots = m_registry.carriers.size() + 1;
    const auto carriers = carriersBySite();
    m_graph.m_carrierNode.assign(m_registry.sites.size(), std::vector<NodeIndex>(slots));
    m_graph.m_siteNode.assign(m_registry.sites.size(), NodeIndex{});
    for (std::size_t s = 0; s < carriers.size(); ++s) {
        auto here = carriers[s];
        if (here.empty()) {
            here.insert(slots - 1); // an isolated site is a node nevertheless
        }
        for (const std::size_t slot : here) {
            const CarrierIndex carrier = slot + 1 == slots ? CarrierIndex{} : CarrierIndex{slot};
            m_graph.m_carrierNode[s][slot] = NodeIndex{addNode(SiteIndex{s}, carrier)};
        }
        if (here.size() == 1) {
            m_graph.m_siteNode[s] = m_graph.m_carrierNode[s][*here.begin()];
        }
    }
    m_graph.m_coreCount = static_cast<std::uint32_t>(m_graph.m_place.size());
}

void GraphBuilder::addLeaves()
{
    for (std::size_t s = 0; s < m_registry.sites.size(); ++s) {
        if (!m_graph.m_siteNode[s].isValid()) {
            m_graph.m_siteNode[s] = NodeIndex{addNode(SiteIndex{s}, CarrierIndex{})};
        }
    }
    for (std::size_t p = 0; p < m_registry.pools.size(); ++p) {
        m_graph.m_poolNode.emplace_back(addNode(PoolIndex{p}, CarrierIndex{}));
    }
}

std::uint32_t GraphBuilder::endOf(const Endpoint& end, CarrierIndex carrier) const
{
    if (const auto* pool = std::get_if<PoolIndex>(&end)) {
        return m_graph.m_poolNode[pool->value()].value();
    }
    return m_graph.m_carrierNode[std::get<SiteIndex>(end).value()][carrierSlot(carrier)].value();
}

void GraphBuilder::addPair(RawArc forward, std::uint64_t reverseCapacity)
{
    RawArc reverse = forward;
    std::swap(reverse.from, reverse.to);
    reverse.capacity = reverseCapacity;
    reverse.reverse = true;
    if (!forward.name.empty()) {
        forward.name += '>';
        reverse.name += '<';
    }
    for (RawArc* arc : {&forward, &reverse}) {
        if (arc->capacity > 0) {
            m_arcs.push_back(std::move(*arc));
        }
    }
}

void GraphBuilder::addLinks()
{
    for (std::size_t i = 0; i < m_registry.links.size(); ++i) {
        const Link& link = m_registry.links[i];
        if (!carriesTraffic(link)) {
            continue;
        }
        RawArc arc;
        arc.from = endOf(link.a, link.carrier);
        arc.to = endOf(link.b, link.carrier);
        arc.capacity = link.capacity_bps;
        arc.delay = std::max<TimeNs>(1, link.delay);
        arc.metric = std::max(1U, link.teMetric);
        arc.link = LinkIndex{i};
        arc.name = link.id;
        addPair(std::move(arc), link.capacityReverse_bps);
    }
}

void GraphBuilder::addInterconnections()
{
    for (const auto& point : m_registry.interconnections) {
        const auto& nodes = m_graph.m_carrierNode[point.site.value()];
        const NodeIndex a = nodes[carrierSlot(point.carrierA)];
        const NodeIndex b = nodes[carrierSlot(point.carrierB)];
        if (!a.isValid() || !b.isValid()) {
            continue; // one of the carriers has no link at the site
        }
        RawArc arc;
        arc.from = a.value();
        arc.to = b.value();
        arc.capacity = point.capacity_bps;
        arc.delay = kInterconnectionDelay;
        arc.metric = static_cast<std::uint32_t>(kInterconnectionDelay / kMicrosecond);
        arc.name = point.id;
        addPair(std::move(arc), point.capacity_bps);
    }
}

void GraphBuilder::addLeafSiteArcs()
{
    for (std::size_t s = 0; s < m_registry.sites.size(); ++s) {
        const std::uint32_t leaf = m_graph.m_siteNode[s].value();
        if (leaf < m_graph.m_coreCount) {
            continue;
        }
        for (const NodeIndex core : m_graph.m_carrierNode[s]) {
            if (core.isValid()) {
                RawArc arc;
                arc.from = leaf;
                arc.to = core.value();
                arc.capacity = kUnlimited_bps;
                addPair(std::move(arc), kUnlimited_bps);
            }
        }
    }
}

void GraphBuilder::storeArcs()
{
    std::ranges::stable_sort(m_arcs, {}, &RawArc::from);
    m_graph.m_firstOut.assign(m_graph.m_place.size() + 1, 0);
    m_graph.m_arcOfLink.assign(m_registry.links.size() * 2, ArcIndex{});
    for (RawArc& arc : m_arcs) {
        const auto number = static_cast<std::uint32_t>(m_graph.m_from.size());
        ++m_graph.m_firstOut[arc.from + 1];
        m_graph.m_from.push_back(arc.from);
        m_graph.m_to.push_back(arc.to);
        m_graph.m_delay.push_back(arc.delay);
        m_graph.m_metric.push_back(arc.metric);
        m_graph.m_capacity.push_back(arc.capacity);
        m_graph.m_link.push_back(arc.link);
        m_graph.m_reverse.push_back(arc.reverse ? 1 : 0);
        m_graph.m_arcName.push_back(std::move(arc.name));
        if (arc.link.isValid()) {
            m_graph.m_arcOfLink[arc.link.value() * 2 + (arc.reverse ? 1 : 0)] = ArcIndex{number};
        }
    }
    for (std::size_t n = 1; n < m_graph.m_firstOut.size(); ++n) {
        m_graph.m_firstOut[n] += m_graph.m_firstOut[n - 1];
    }
    for (std::uint32_t arc = 0; arc < m_graph.m_arcName.size(); ++arc) {
        if (!m_graph.m_arcName[arc].empty()) {
            m_graph.m_arcByName.emplace(m_graph.m_arcName[arc], arc);
        }
    }
}

void GraphBuilder::storeIncoming()
{
    m_graph.m_firstInto.assign(m_graph.m_place.size() + 1, 0);
    for (const std::uint32_t to : m_graph.m_to) {
        ++m_graph.m_firstInto[to + 1];
    }
    for (std::size_t n = 1; n < m_graph.m_firstInto.size(); ++n) {
        m_graph.m_firstInto[n] += m_graph.m_firstInto[n - 1];
    }
    m_graph.m_into.resize(m_graph.m_to.size());
    std::vector<std::uint32_t> next(m_graph.m_firstInto.begin(), m_graph.m_firstInto.end() - 1);
    for (std::uint32_t arc = 0; arc < m_graph.m_to.size(); ++arc) {
        m_graph.m_into[next[m_graph.m_to[arc]]++] = arc; // arcs ascend by tail, so these do too
    }
}

void GraphBuilder::storeConduits()
{
    std::vector<std::vector<std::uint32_t>> arcs(m_registry.conduits.size());
    for (std::uint32_t arc = 0; arc < m_graph.m_from.size(); ++arc) {
        for (const ConduitIndex conduit : m_graph.conduitsOf(arc)) {
            arcs[conduit.value()].push_back(arc);
        }
    }
    m_graph.m_firstConduitArc.assign(1, 0);
    for (const auto& list : arcs) {
        m_graph.m_conduitArcs.insert(m_graph.m_conduitArcs.end(), list.begin(), list.end());
        m_graph.m_firstConduitArc.push_back(static_cast<std::uint32_t>(m_graph.m_conduitArcs.size()));
    }
}

Graph GraphBuilder::build()
{
    for (const Link& link : m_registry.links) {
        m_graph.m_conduitsOfLink.push_back(link.conduits);
    }
    addCoreNodes();
    addLeaves();
    addLinks();
    addInterconnections();
    addLeafSiteArcs();
    storeArcs();
    storeIncoming();
    storeConduits();
    return std::move(m_graph);
}

Graph Graph::build(const Registry& registry)
{
    return GraphBuilder(registry).build();
}

} // namespace twin::network
