#include "twin/network/graph_assembler.h"

#include <algorithm>

namespace twin::network {

using registry::ConduitIndex;
using registry::LinkIndex;

std::uint32_t GraphAssembler::addNode(const registry::Endpoint& place, registry::CarrierIndex carrier,
                                      std::string name)
{
    m_graph.m_place.push_back(place);
    m_graph.m_carrier.push_back(carrier);
    m_graph.m_nodeName.push_back(std::move(name));
    return nodeCount() - 1;
}

void GraphAssembler::addLink(std::string name, bool access, std::vector<ConduitIndex> conduits,
                             std::string firstArc, std::string secondArc)
{
    m_graph.m_linkName.push_back(std::move(name));
    m_graph.m_accessLink.push_back(access ? 1 : 0);
    m_graph.m_conduitsOfLink.push_back(std::move(conduits));
    m_graph.m_fileArcs.push_back(std::move(firstArc));
    m_graph.m_fileArcs.push_back(std::move(secondArc));
}

void GraphAssembler::addConduit(std::string name, bool access)
{
    m_graph.m_conduitName.push_back(std::move(name));
    m_graph.m_accessConduit.push_back(access ? 1 : 0);
}

void GraphAssembler::addPair(const ArcPair& pair)
{
    const bool named = !pair.name.empty();
    if (pair.capacity_bps > 0) {
        m_arcs.push_back({pair.from, pair.to, pair.capacity_bps, pair.delay, pair.metric, pair.link, false,
                          named ? pair.name + ">" : std::string()});
    }
    if (pair.capacityReverse_bps > 0) {
        m_arcs.push_back({pair.to, pair.from, pair.capacityReverse_bps, pair.delayReverse, pair.metricReverse,
                          pair.link, true, named ? pair.name + "<" : std::string()});
    }
}

void GraphAssembler::nameArc(LinkIndex link, bool reverse, std::string name)
{
    m_aliases.push_back({link, reverse, std::move(name)});
}

void GraphAssembler::storeArcs()
{
    std::ranges::stable_sort(m_arcs, {}, &RawArc::from);
    m_graph.m_firstOut.assign(m_graph.m_place.size() + 1, 0);
    m_graph.m_arcOfLink.assign(m_graph.m_linkName.size() * 2, ArcIndex{});
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
}

void GraphAssembler::storeIncoming()
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

void GraphAssembler::storeConduits()
{
    std::vector<std::vector<std::uint32_t>> arcs(m_graph.m_conduitName.size());
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

/// Arcs first by our name, then by the file's: where the two meet, ours holds.
void GraphAssembler::indexNames()
{
    for (std::uint32_t arc = 0; arc < m_graph.m_arcName.size(); ++arc) {
        if (!m_graph.m_arcName[arc].empty()) {
            m_graph.m_arcByName.emplace(m_graph.m_arcName[arc], arc);
        }
    }
    m_graph.m_fileArcName.resize(m_graph.m_arcName.size());
    for (const Alias& alias : m_aliases) {
        const ArcIndex arc = m_graph.arc(alias.link, alias.reverse);
        if (arc.isValid() && !alias.name.empty()) {
            m_graph.m_arcByName.emplace(alias.name, arc.value());
            m_graph.m_fileArcName[arc.value()] = alias.name;
        }
    }
    for (std::uint32_t node = 0; node < m_graph.m_nodeName.size(); ++node) {
        m_graph.m_nodeByName.emplace(m_graph.m_nodeName[node], node);
    }
    addNodeAliases();
}

void GraphAssembler::addNodeAliases()
{
    for (const auto& [name, node] : m_nodeAliases) {
        m_graph.m_nodeAlias.push_back(name);
    }
    for (std::size_t i = 0; i < m_nodeAliases.size(); ++i) { // views into texts that do not move any more
        m_graph.m_nodeByName.emplace(m_graph.m_nodeAlias[i], m_nodeAliases[i].second);
    }
}

Graph GraphAssembler::finish()
{
    storeArcs();
    storeIncoming();
    storeConduits();
    indexNames();
    return std::move(m_graph);
}

} // namespace twin::network
