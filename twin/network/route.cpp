#include "twin/network/route.h"

#include <algorithm>
#include <iterator>
#include <set>

namespace twin::network {

namespace {

using registry::CarrierIndex;
using registry::Endpoint;

void passThrough(const Graph& graph, std::uint32_t node, RouteFacts& facts)
{
    facts.nodes.push_back(node);
    const CarrierIndex carrier = graph.carrier(node);
    if (carrier.isValid() && (facts.carriers.empty() || facts.carriers.back() != carrier)) {
        facts.carriers.push_back(carrier);
    }
}

std::set<std::string> linksOf(const Graph& graph, std::span<const std::uint32_t> arcs)
{
    std::set<std::string> out;
    for (const std::uint32_t arc : arcs) {
        if (!isInsidePlace(graph, arc)) {
            out.insert(undirectedName(graph, arc));
        }
    }
    return out;
}

std::set<std::string> conduitsOf(const Graph& graph, std::span<const std::uint32_t> arcs)
{
    std::set<std::string> out;
    for (const std::uint32_t arc : arcs) {
        for (const registry::ConduitIndex conduit : graph.conduitsOf(arc)) {
            out.insert(graph.conduitName(conduit));
        }
    }
    return out;
}

/// Places the route passes, those of its ends left out.
std::set<Endpoint> placesOf(const Graph& graph, NodeIndex from, NodeIndex to,
                            std::span<const std::uint32_t> arcs)
{
    std::set<Endpoint> out;
    for (const std::uint32_t arc : arcs) {
        out.insert(graph.place(graph.to()[arc]));
    }
    out.erase(graph.place(from.value()));
    out.erase(graph.place(to.value()));
    return out;
}

template <typename T> std::vector<T> common(const std::set<T>& a, const std::set<T>& b)
{
    std::vector<T> out;
    std::ranges::set_intersection(a, b, std::back_inserter(out));
    return out;
}

/// Name of a place as a whole, whichever its router.
std::string placeName(const Graph& graph, const Endpoint& place)
{
    const NodeIndex whole = graph.node(place);
    return whole.isValid() ? graph.nodeName(whole.value()) : std::string();
}

} // namespace

std::string undirectedName(const Graph& graph, std::uint32_t arc)
{
    if (graph.link(arc).isValid()) {
        return graph.linkName(graph.link(arc));
    }
    const std::string& name = graph.arcName(arc);
    return name.substr(0, name.empty() ? 0 : name.size() - 1);
}

RouteFacts routeFacts(const Graph& graph, NodeIndex from, std::span<const std::uint32_t> arcs)
{
    RouteFacts out;
    for (const std::uint32_t arc : arcs) {
        if (isInsidePlace(graph, arc)) {
            continue;
        }
        out.arcs.push_back(arc);
        passThrough(graph, graph.from()[arc], out);
        out.delay += graph.delay()[arc];
        out.metric += graph.metric()[arc];
        if (!out.bottleneck.isValid() || graph.capacity()[arc] < graph.capacity()[out.bottleneck.value()]) {
            out.bottleneck = ArcIndex{arc};
        }
    }
    out.hops = static_cast<std::uint32_t>(out.arcs.size());
    passThrough(graph, out.arcs.empty() ? from.value() : graph.to()[out.arcs.back()], out);
    return out;
}

bool isRoute(const Graph& graph, NodeIndex from, NodeIndex to, std::span<const std::uint32_t> arcs,
             std::span<const std::uint8_t> failed)
{
    std::set<std::uint32_t> seen{from.value()};
    std::uint32_t at = from.value();
    for (const std::uint32_t arc : arcs) {
        const bool isUsable = arc < graph.arcCount() && (failed.empty() || failed[arc] == 0);
        const bool mayPass = at == from.value() || at < graph.coreCount();
        if (!isUsable || !mayPass || graph.from()[arc] != at || !seen.insert(graph.to()[arc]).second) {
            return false;
        }
        at = graph.to()[arc];
    }
    return at == to.value();
}

SharedRisks sharedRisks(const Graph& graph, NodeIndex from, NodeIndex to,
                        std::span<const std::uint32_t> first, std::span<const std::uint32_t> second)
{
    SharedRisks out;
    out.links = common(linksOf(graph, first), linksOf(graph, second));
    out.conduits = common(conduitsOf(graph, first), conduitsOf(graph, second));
    for (const Endpoint& place :
         common(placesOf(graph, from, to, first), placesOf(graph, from, to, second))) {
        out.nodes.push_back(placeName(graph, place));
    }
    return out;
}

} // namespace twin::network
