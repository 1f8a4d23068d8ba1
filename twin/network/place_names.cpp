#include "twin/network/place_names.h"

#include "twin/support/name_list.h"

#include <algorithm>
#include <span>

namespace twin::network {

namespace {

using registry::ConduitIndex;
using registry::LinkIndex;
using registry::PoolIndex;
using registry::SiteIndex;

constexpr std::size_t kShown = 5;

std::string joined(std::span<const std::string> names)
{
    std::string out;
    for (const std::string& name : names) {
        out += (out.empty() ? "" : ", ") + name;
    }
    return out;
}

tl::unexpected<Error> unknown(std::string_view what, std::string_view name,
                              std::span<const std::string> known)
{
    const auto nearest = nearestNames(name, known);
    return failure(ErrorCode::BadInput, "no " + std::string(what) + " is called '" + std::string(name) + "'" +
                                            (nearest.empty() ? "" : "; nearest: " + joined(nearest)));
}

/// Calls `visit(name, node)` for every name, in either language, of pools and sites.
template <typename Visit> void visitNames(const Network& network, const Visit& visit)
{
    if (network.registry == nullptr) {
        return;
    }
    const auto both = [&](const Name& name, NodeIndex node) {
        visit(name.zh, node);
        if (name.en != name.zh) {
            visit(name.en, node);
        }
    };
    for (std::size_t i = 0; i < network.registry->sites.size(); ++i) {
        both(network.registry->sites[i].name, network.graph.node(SiteIndex{i}));
    }
    for (std::size_t i = 0; i < network.registry->pools.size(); ++i) {
        both(network.registry->pools[i].name, network.graph.node(PoolIndex{i}));
    }
}

std::vector<std::string> placeNames(const Network& network)
{
    std::vector<std::string> out;
    for (std::uint32_t node = 0; node < network.graph.nodeCount(); ++node) {
        out.push_back(network.graph.nodeName(node));
    }
    visitNames(network, [&](const std::string& name, NodeIndex) { out.push_back(name); });
    return out;
}

/// By identifier, or else every place that bears the name.
std::vector<NodeIndex> placesCalled(const Network& network, std::string_view name)
{
    std::vector<NodeIndex> out;
    const NodeIndex exact = network.graph.nodeByName(name);
    if (exact.isValid()) {
        out.push_back(exact);
        return out;
    }
    visitNames(network, [&](const std::string& text, NodeIndex node) {
        if (text == name && !text.empty()) {
            out.push_back(node);
        }
    });
    return out;
}

Result<NodeIndex> theOnly(const Network& network, std::string_view name, std::span<const NodeIndex> nodes)
{
    if (nodes.size() == 1) {
        return nodes.front();
    }
    std::vector<std::string> bearers;
    for (const NodeIndex node : nodes.first(std::min(kShown, nodes.size()))) {
        bearers.push_back(network.graph.nodeName(node.value()));
    }
    return failure(ErrorCode::BadInput, "several places are called '" + std::string(name) +
                                            "': " + joined(bearers) + (nodes.size() > kShown ? ", …" : ""));
}

std::vector<std::string> failureNames(const Network& network)
{
    std::vector<std::string> out = placeNames(network);
    for (std::uint32_t i = 0; i < network.graph.linkCount(); ++i) {
        out.push_back(network.graph.linkName(LinkIndex{i}));
    }
    for (std::uint32_t i = 0; i < network.graph.conduitCount(); ++i) {
        out.push_back(network.graph.conduitName(ConduitIndex{i}));
    }
    if (network.registry != nullptr) {
        for (const auto& point : network.registry->interconnections) {
            out.push_back(point.id);
        }
    }
    return out;
}

/// Marks what fails with the named things.
class FailureMarker
{
  public:
    explicit FailureMarker(const Network& network)
        : m_network(network)
        , m_graph(network.graph)
        , m_failed(network.graph.arcCount(), 0)
    {}

    Result<> mark(const std::string& name)
    {
        if (markArcs(name) || markLink(name) || markConduit(name)) {
            return {};
        }
        const auto nodes = placesCalled(m_network, name);
        if (nodes.empty()) {
            return unknown("link, conduit, interconnection point or place", name, failureNames(m_network));
        }
        const auto node = theOnly(m_network, name, nodes);
        if (!node) {
            return failure(node.error());
        }
        markNode(*node);
        return {};
    }

    std::vector<std::uint8_t> take() { return std::move(m_failed); }

  private:
    bool markArcs(const std::string& name)
    {
        bool isKnown = false;
        for (const std::string& arcName : {name, name + ">", name + "<"}) {
            const ArcIndex arc = m_graph.arcByName(arcName);
            if (arc.isValid()) {
                m_failed[arc.value()] = 1;
                isKnown = true;
            }
        }
        return isKnown;
    }

    /// A link without arcs is known nevertheless: planned, say, so nothing more fails with it.
    [[nodiscard]] bool markLink(const std::string& name) const
    {
        return m_network.registry != nullptr && m_network.registry->find(EntityKind::Link, name).has_value();
    }

    bool markConduit(const std::string& name)
    {
        for (std::uint32_t i = 0; i < m_graph.conduitCount(); ++i) {
            if (m_graph.conduitName(ConduitIndex{i}) == name) {
                for (const std::uint32_t arc : m_graph.arcsOf(ConduitIndex{i})) {
                    m_failed[arc] = 1;
                }
                return true;
            }
        }
        return false;
    }

    /// A site as a whole takes all its routers with it.
    void markNode(NodeIndex node)
    {
        const registry::Endpoint& place = m_graph.place(node.value());
        const bool isWhole = m_graph.node(place) == node;
        const auto isHit = [&](std::uint32_t at) {
            return at == node.value() || (isWhole && m_graph.place(at) == place);
        };
        for (std::uint32_t arc = 0; arc < m_graph.arcCount(); ++arc) {
            if (isHit(m_graph.from()[arc]) || isHit(m_graph.to()[arc])) {
                m_failed[arc] = 1;
            }
        }
    }

    const Network& m_network;
    const Graph& m_graph;
    std::vector<std::uint8_t> m_failed;
};

} // namespace

Result<NodeIndex> findPlace(const Network& network, std::string_view name)
{
    const auto nodes = placesCalled(network, name);
    return nodes.empty() ? unknown("place", name, placeNames(network)) : theOnly(network, name, nodes);
}

Result<std::vector<std::uint8_t>> failedArcs(const Network& network, const std::vector<std::string>& names)
{
    FailureMarker marker(network);
    for (const std::string& name : names) {
        if (auto marked = marker.mark(name); !marked) {
            return failure(marked.error());
        }
    }
    return marker.take();
}

} // namespace twin::network
