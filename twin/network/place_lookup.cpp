#include "twin/network/place_lookup.h"

#include "twin/support/name_list.h"
#include "twin/support/text_encoding.h"

#include <algorithm>

namespace twin::network {

namespace {

using registry::PoolIndex;
using registry::SiteIndex;

constexpr std::size_t kShown = 5;
constexpr std::size_t kShownBytes = 80;

std::string joined(std::span<const std::string> names)
{
    std::string out;
    for (const std::string& name : names) {
        out += (out.empty() ? "" : ", ") + name;
    }
    return out;
}

/// Blanks at the ends stay: they may be what is wrong with it.
std::string quotedName(std::string_view name)
{
    const bool isShort = name.size() <= kShownBytes;
    return "'" + (isShort ? std::string(name) : lineOfText(name, kShownBytes) + "...") + "'";
}

} // namespace

void PlaceLookup::add(std::string_view name, NodeIndex node)
{
    std::vector<NodeIndex>& bearers = m_byName[name];
    if (!name.empty() && std::ranges::find(bearers, node) == bearers.end()) {
        bearers.push_back(node);
    }
}

void PlaceLookup::index()
{
    if (m_isIndexed || m_registry == nullptr) {
        return;
    }
    m_isIndexed = true;
    const auto addBoth = [this](const Name& name, NodeIndex node) {
        add(name.zh, node);
        add(name.en, node);
    };
    for (std::size_t i = 0; i < m_registry->sites.size(); ++i) {
        addBoth(m_registry->sites[i].name, m_graph.node(SiteIndex{i}));
    }
    for (std::size_t i = 0; i < m_registry->pools.size(); ++i) {
        addBoth(m_registry->pools[i].name, m_graph.node(PoolIndex{i}));
    }
}

std::vector<NodeIndex> PlaceLookup::placesCalled(std::string_view name)
{
    const NodeIndex exact = m_graph.nodeByName(name);
    if (exact.isValid()) {
        return {exact};
    }
    index();
    const auto found = m_byName.find(name);
    return found == m_byName.end() ? std::vector<NodeIndex>() : found->second;
}

std::vector<std::string> PlaceLookup::allNames()
{
    index();
    std::vector<std::string> out;
    for (std::uint32_t node = 0; node < m_graph.nodeCount(); ++node) {
        out.push_back(m_graph.nodeName(node));
    }
    for (const auto& [name, nodes] : m_byName) { // sorted by who shows the nearest
        out.emplace_back(name);
    }
    return out;
}

Result<NodeIndex> PlaceLookup::findByName(std::string_view name)
{
    index();
    const auto found = m_byName.find(name);
    if (found == m_byName.end() || found->second.empty()) {
        return unknownName("place", name, allNames());
    }
    return theOnlyPlace(m_graph, name, found->second);
}

Result<NodeIndex> theOnlyPlace(const Graph& graph, std::string_view name, std::span<const NodeIndex> nodes)
{
    if (nodes.size() == 1) {
        return nodes.front();
    }
    std::vector<std::string> bearers;
    for (const NodeIndex node : nodes.first(std::min(kShown, nodes.size()))) {
        bearers.push_back(graph.nodeName(node.value()));
    }
    return failure(ErrorCode::BadInput, "several places are called " + quotedName(name) + ": " +
                                            joined(bearers) + (nodes.size() > kShown ? ", …" : ""));
}

tl::unexpected<Error> unknownName(std::string_view what, std::string_view name,
                                  std::span<const std::string> known)
{
    const auto nearest = nearestNames(lineOfText(name, kMaxReasonBytes), known); // without blanks around it
    return failure(ErrorCode::BadInput, "no " + std::string(what) + " is called " + quotedName(name) +
                                            (nearest.empty() ? "" : "; nearest: " + joined(nearest)));
}

} // namespace twin::network
