#include "twin/network/place_names.h"

#include "twin/network/place_lookup.h"

#include <utility>

namespace twin::network {

namespace {

using registry::ConduitIndex;
using registry::LinkIndex;

std::vector<std::string> failureNames(const Network& network, PlaceLookup& places)
{
    std::vector<std::string> out = places.allNames();
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
        , m_places(network)
        , m_failed(network.graph.arcCount(), 0)
    {}

    Result<> mark(const std::string& name)
    {
        if (markArcs(name) || markLink(name) || markConduit(name)) {
            return {};
        }
        const auto nodes = m_places.placesCalled(name);
        if (nodes.empty()) {
            return unknownName("link, conduit, interconnection point or place", name,
                               failureNames(m_network, m_places));
        }
        const auto node = theOnlyPlace(m_graph, name, nodes);
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
    PlaceLookup m_places;
    std::vector<std::uint8_t> m_failed;
};

} // namespace

Result<NodeIndex> findPlace(const Network& network, std::string_view name)
{
    return PlaceLookup(network).find(name);
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
