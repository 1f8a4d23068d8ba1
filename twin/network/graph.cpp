#include "twin/network/graph.h"

#include "twin/support/name_list.h"

namespace twin::network {

std::span<const registry::ConduitIndex> Graph::conduitsOf(std::uint32_t arc) const
{
    const registry::LinkIndex link = m_link[arc];
    if (!link.isValid()) {
        return {};
    }
    return m_conduitsOfLink[link.value()];
}

NodeIndex Graph::node(const registry::Endpoint& end) const
{
    if (const auto* pool = std::get_if<registry::PoolIndex>(&end)) {
        return node(*pool);
    }
    return node(std::get<registry::SiteIndex>(end));
}

NodeIndex Graph::node(registry::SiteIndex site, registry::CarrierIndex carrier) const
{
    const auto& nodes = m_carrierNode[site.value()];
    if (carrier.isValid()) {
        return nodes[carrier.value()];
    }
    const NodeIndex whole = m_siteNode[site.value()];
    return whole.value() < m_coreCount ? whole : nodes.back();
}

ArcIndex Graph::arcByName(std::string_view name) const
{
    const auto found = m_arcByName.find(std::string(name));
    return found == m_arcByName.end() ? ArcIndex{} : ArcIndex{found->second};
}

NodeIndex Graph::nodeByName(std::string_view name) const
{
    const auto found = m_nodeByName.find(name);
    return found == m_nodeByName.end() ? NodeIndex{} : NodeIndex{found->second};
}

std::string Graph::linkLabel(registry::LinkIndex link) const
{
    const std::string& first = m_fileArcs[link.value() * 2];
    const std::string& second = m_fileArcs[link.value() * 2 + 1];
    if (first.empty() || second.empty()) {
        return listItem(!first.empty() ? first : !second.empty() ? second : linkName(link));
    }
    return listItem(first) + ";" + listItem(second);
}

} // namespace twin::network
