#include "twin/state/live_network.h"

#include "twin/network/route.h"

#include <algorithm>

namespace twin::state {

namespace {

using network::Graph;

void failNode(const Graph& graph, network::NodeIndex node, std::vector<std::uint8_t>& failed)
{
    if (!node.isValid()) {
        return;
    }
    for (std::uint32_t arc = graph.firstOut(node.value()); arc < graph.firstOut(node.value() + 1); ++arc) {
        failed[arc] = 1;
    }
    for (const std::uint32_t arc : graph.arcsInto(node.value())) {
        failed[arc] = 1;
    }
}

/// A site with all its carriers' routers.
void failSite(const Snapshot& snapshot, const Graph& graph, registry::SiteIndex site,
              std::vector<std::uint8_t>& failed)
{
    failNode(graph, graph.node(site), failed);
    for (std::size_t c = 0; c < snapshot.registry->carriers.size(); ++c) {
        failNode(graph, graph.node(site, registry::CarrierIndex{c}), failed);
    }
}

/// Capacity of one direction, the declared one scaled by what is live (see arcUtilisation).
double liveCapacity(const Snapshot& snapshot, std::uint32_t link, double declared)
{
    const LiveValue live =
        liveValue(snapshot, {EntityKind::Link, link}, static_cast<std::size_t>(LinkMetric::Capacity));
    const auto forward = static_cast<double>(snapshot.registry->links[link].capacity_bps);
    return live.isUsable() && live.value > 0 && forward > 0 ? declared * live.value / forward : declared;
}

} // namespace

std::vector<std::uint8_t> downArcs(const Snapshot& snapshot, const Graph& graph)
{
    std::vector<std::uint8_t> failed(graph.arcCount(), 0);
    for (std::uint32_t i = 0; i < graph.linkCount(); ++i) {
        for (const bool isReverse : {false, true}) {
            const network::ArcIndex arc = graph.arc(registry::LinkIndex{i}, isReverse);
            if (arc.isValid() && operState(snapshot, {EntityKind::Link, i}) == OperState::Down) {
                failed[arc.value()] = 1;
            }
        }
    }
    for (std::uint32_t i = 0; i < graph.siteCount(); ++i) {
        if (operState(snapshot, {EntityKind::Site, i}) == OperState::Down) {
            failSite(snapshot, graph, registry::SiteIndex{i}, failed);
        }
    }
    return failed;
}

ArcRoom arcRoom(const Snapshot& snapshot, const Graph& graph, std::uint32_t arc)
{
    ArcRoom out;
    out.capacity_bps = static_cast<double>(graph.capacity()[arc]);
    const registry::LinkIndex link = graph.link(arc);
    if (link.isValid()) {
        const auto column =
            static_cast<std::size_t>(graph.isReverse(arc) ? LinkMetric::Reverse : LinkMetric::Forward);
        const LiveValue load = liveValue(snapshot, {EntityKind::Link, link.value()}, column);
        out.capacity_bps = liveCapacity(snapshot, link.value(), out.capacity_bps);
        out.known = load.quality == Quality::Missing ? Known::Nothing
                    : load.stale                     ? Known::Stale
                                                     : Known::Measured;
        out.load_bps = out.known == Known::Nothing ? 0 : load.value;
        out.sourceTime = load.sourceTime;
    }
    out.free_bps = std::max(0.0, out.capacity_bps - out.load_bps);
    return out;
}

RouteRoom routeRoom(const Snapshot& snapshot, const Graph& graph, std::span<const std::uint32_t> arcs)
{
    RouteRoom out;
    for (const std::uint32_t arc : arcs) {
        if (network::isInsidePlace(graph, arc)) {
            continue;
        }
        const ArcRoom room = arcRoom(snapshot, graph, arc);
        out.stale += room.known == Known::Stale ? 1 : 0;
        out.unmeasured += room.known == Known::Nothing ? 1 : 0;
        if (!out.tightest.isValid() || room.free_bps < out.room.free_bps) {
            out.tightest = network::ArcIndex{arc};
            out.room = room;
        }
    }
    return out;
}

} // namespace twin::state
