#include "models/paths/path_overlay.h"

#include "twin/network/network_file.h"

#include <algorithm>

namespace models {

using namespace twin::network;
using Rank = MapPathLeg::Rank;

namespace {

/// How far a nanosecond carries light, a duct being longer than the line on the map.
float kmOf(twin::TimeNs delay)
{
    const ReadOptions usual;
    const double metres = static_cast<double>(delay) / (usual.nsPerMetre * usual.routeFactor);
    return static_cast<float>(metres / 1000);
}

void markSites(MapOverlay& out, const PathAnswer& answer, const RouteFacts& facts)
{
    for (const std::uint32_t node : facts.nodes) {
        const twin::registry::Endpoint& place = answer.graph->place(node);
        if (const auto* site = std::get_if<twin::registry::SiteIndex>(&place)) {
            out.isPassed[site->value()] = 1;
        }
    }
}

void addLegs(MapOverlay& out, const PathAnswer& answer, const RouteFacts& facts, Rank rank)
{
    const Graph& graph = *answer.graph;
    for (std::size_t i = 0; i + 1 < facts.nodes.size(); ++i) {
        const twin::Position from = answer.registry->position(graph.place(facts.nodes[i]));
        const twin::Position to = answer.registry->position(graph.place(facts.nodes[i + 1]));
        if (!(from == to)) { // a change of carrier has no length
            out.paths.push_back({from, to, rank});
        }
    }
}

Rank rankOf(const std::vector<PathRow>& rows, std::size_t row, int shown)
{
    if (static_cast<int>(row) == shown) {
        return Rank::Shown;
    }
    const int ofShown = shown < 0 ? 0 : rows[static_cast<std::size_t>(shown)].pairMember;
    const bool isPartner = ofShown != 0 && rows[row].pairMember != 0;
    return isPartner ? Rank::Backup : Rank::Other;
}

MapCircle circleOf(const PathAnswer& answer, twin::TimeNs bound)
{
    MapCircle out{static_cast<float>(bound) / static_cast<float>(twin::kMillisecond), {}};
    const auto add = [&](twin::Position at, twin::TimeNs delay) {
        if (delay <= bound) {
            out.discs.push_back({at, kmOf(bound - delay)});
        }
    };
    for (std::size_t i = 0; i < answer.reach.siteDelay.size(); ++i) {
        add(answer.registry->sites[i].position, answer.reach.siteDelay[i]);
    }
    return out;
}

void addCircles(MapOverlay& out, const PathAnswer& answer, CircleChoice circles)
{
    for (std::size_t i = kCircleCount; i-- > 0;) {
        if (!circles[i]) {
            continue;
        }
        if (out.circles.empty()) { // the widest
            for (const twin::TimeNs delay : answer.reach.poolDelay) {
                out.isNear.push_back(delay <= kLatencyCircles[i] ? 1 : 0);
            }
        }
        out.circles.push_back(circleOf(answer, kLatencyCircles[i]));
    }
}

} // namespace

MapOverlayPtr pathOverlay(const PathAnswer& answer, const std::vector<PathRow>& rows, int shown,
                          CircleChoice circles)
{
    auto out = std::make_shared<MapOverlay>();
    out->registry = answer.registry;
    out->isPassed.assign(answer.registry->sites.size(), 0);
    for (const Rank rank : {Rank::Other, Rank::Backup, Rank::Shown}) {
        for (std::size_t row = 0; row < rows.size(); ++row) {
            if (rankOf(rows, row, shown) == rank) {
                addLegs(*out, answer, rows[row].facts, rank);
                if (rank != Rank::Other) {
                    markSites(*out, answer, rows[row].facts);
                }
            }
        }
    }
    if (answer.fromNode.isValid()) {
        addCircles(*out, answer, circles);
    }
    return out;
}

} // namespace models
