#include "twin/network/link_lookup.h"

#include "twin/support/name_list.h"

namespace twin::network {

using registry::LinkIndex;

LinkLookup::LinkLookup(const Graph& graph)
{
    for (std::uint32_t i = 0; i < graph.linkCount(); ++i) {
        m_links.emplace(graph.linkName(LinkIndex{i}), i);
    }
    for (std::uint32_t i = 0; i < graph.linkCount(); ++i) {
        m_links.emplace(graph.linkLabel(LinkIndex{i}), i);
    }
    for (std::uint32_t i = 0; i < graph.linkCount(); ++i) {
        if (const auto arcs = splitNames(graph.linkLabel(LinkIndex{i})); arcs) {
            for (const std::string& arc : *arcs) {
                m_links.emplace(arc, i);
            }
        }
    }
}

LinkIndex LinkLookup::find(std::string_view name) const
{
    const auto found = m_links.find(std::string(name));
    return found == m_links.end() ? LinkIndex{} : LinkIndex{found->second};
}

std::vector<std::uint32_t> arcsOfPoint(const Graph& graph, const std::string& name)
{
    std::vector<std::uint32_t> out;
    for (const char* direction : {">", "<"}) {
        const ArcIndex arc = graph.arcByName(name + direction);
        if (arc.isValid() && !graph.link(arc.value()).isValid()) {
            out.push_back(arc.value());
        }
    }
    return out;
}

} // namespace twin::network
