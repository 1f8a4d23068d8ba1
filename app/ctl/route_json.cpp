#include "app/ctl/route_json.h"

#include "twin/state/live_network.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <string>

namespace app::ctl {

namespace {

using Json = nlohmann::ordered_json;
using twin::TimeNs;
using twin::network::Graph;
using twin::network::kUnreachable;
using twin::network::NodeIndex;
using twin::network::Route;
using twin::network::RouteFacts;

double milliseconds(TimeNs delay)
{
    return static_cast<double>(delay) / static_cast<double>(twin::kMillisecond);
}

const char* knownName(twin::state::Known known)
{
    constexpr std::array kNames{"measured", "stale", "unknown"};
    return kNames[static_cast<std::size_t>(known)];
}

Json carrierNames(const RoutedNetwork& in, const RouteFacts& facts)
{
    Json out = Json::array();
    for (const auto carrier : facts.carriers) {
        out.push_back((*in.network.registry)[carrier].id);
    }
    return out;
}

/// Least free capacity by the saved state; the load of some arcs may be stale or unknown.
Json roomJson(const RoutedNetwork& in, const RouteFacts& facts)
{
    const auto room = twin::state::routeRoom(*in.snapshot, in.network.graph, facts.arcs);
    if (!room.tightest.isValid()) {
        return nullptr;
    }
    return {{"arc", in.network.graph.arcName(room.tightest.value())},
            {"free_bps", room.room.free_bps},
            {"load_bps", room.room.load_bps},
            {"capacity_bps", room.room.capacity_bps},
            {"load", knownName(room.room.known)},
            {"stale_arcs", room.stale},
            {"unmeasured_arcs", room.unmeasured}};
}

Json bottleneckJson(const Graph& graph, twin::network::ArcIndex arc)
{
    if (!arc.isValid()) {
        return nullptr;
    }
    return {{"arc", graph.arcName(arc.value())}, {"capacity_bps", graph.capacity()[arc.value()]}};
}

Json placeJson(const char* kind, const std::string& name, TimeNs delay)
{
    return {{"kind", kind}, {"name", name}, {"delay_ms", milliseconds(delay)}};
}

Json circleJson(const twin::network::LatencyCircle& circle)
{
    Json gflops = Json::object();
    for (std::size_t p = 0; p < twin::kPrecisionCount; ++p) {
        gflops[std::string(twin::kPrecisionNames[p])] = circle.gflops.value[p];
    }
    return {{"within_ms", milliseconds(circle.bound)},
            {"sites", circle.sites},
            {"pools", circle.pools},
            {"gflops", gflops}};
}

/// Sites and pools within `bound`, nearest first, then in the order of their numbers.
Json reachedJson(const Graph& graph, const twin::network::LatencyReach& reach, TimeNs bound)
{
    std::vector<std::pair<TimeNs, NodeIndex>> near;
    for (std::size_t i = 0; i < reach.siteDelay.size(); ++i) {
        near.emplace_back(reach.siteDelay[i], graph.node(twin::registry::SiteIndex{i}));
    }
    for (std::size_t i = 0; i < reach.poolDelay.size(); ++i) {
        near.emplace_back(reach.poolDelay[i], graph.node(twin::registry::PoolIndex{i}));
    }
    std::erase_if(near, [bound](const auto& entry) { return entry.first > bound; });
    std::ranges::stable_sort(near, {}, &std::pair<TimeNs, NodeIndex>::first);
    Json out = Json::array();
    for (const auto& [delay, node] : near) {
        const bool isPool = std::holds_alternative<twin::registry::PoolIndex>(graph.place(node.value()));
        out.push_back(placeJson(isPool ? "pool" : "site", graph.nodeName(node.value()), delay));
    }
    return out;
}

} // namespace

Json routeJson(const RoutedNetwork& in, NodeIndex from, const Route& route)
{
    const Graph& graph = in.network.graph;
    const RouteFacts facts = twin::network::routeFacts(graph, from, route.arcs);
    Json out{{"arcs", Json::array()}, {"nodes", Json::array()}};
    for (const std::uint32_t arc : facts.arcs) {
        out["arcs"].push_back(graph.arcName(arc));
    }
    for (const std::uint32_t node : facts.nodes) {
        out["nodes"].push_back(graph.nodeName(node));
    }
    out["delay_ms"] = milliseconds(facts.delay);
    out["metric"] = facts.metric;
    out["hops"] = facts.hops;
    if (in.network.registry != nullptr) {
        out["carriers"] = carrierNames(in, facts);
    }
    out["bottleneck"] = bottleneckJson(graph, facts.bottleneck);
    if (in.snapshot != nullptr) {
        out["room"] = roomJson(in, facts);
    }
    return out;
}

Json ecmpJson(const RoutedNetwork& in, const twin::network::EcmpRoute& ecmp)
{
    Json out{{"paths", ecmp.paths}, {"arcs", Json::array()}};
    for (const auto& share : ecmp.shares) {
        out["arcs"].push_back({{"arc", in.network.graph.arcName(share.arc)}, {"share", share.share}});
    }
    out["bottleneck"] = bottleneckJson(in.network.graph, ecmp.bottleneck);
    out["room_bps"] = ecmp.room_bps;
    return out;
}

Json disjointJson(const RoutedNetwork& in, const twin::network::DisjointQuery& query,
                  const twin::network::DisjointAnswer& answer)
{
    constexpr std::array kKinds{"link", "node", "srlg"};
    Json out{{"kind", kKinds[static_cast<std::size_t>(query.kind)]},
             {"proof", twin::network::pairProofName(answer.proof)},
             {"labels", answer.labels},
             {"paths", Json::array()}};
    if (!answer.blockedBy.empty()) {
        out["blocked_by"] = answer.blockedBy;
    }
    if (answer.bound != kUnreachable) {
        out["cost_bound"] = answer.bound;
    }
    if (!answer.pair) {
        return out;
    }
    const auto& [first, second] = *answer.pair;
    out["paths"] = {routeJson(in, query.from, first), routeJson(in, query.from, second)};
    out["total_delay_ms"] =
        out["paths"][0]["delay_ms"].get<double>() + out["paths"][1]["delay_ms"].get<double>();
    out["total_cost"] = answer.pair->cost();
    const auto shared =
        twin::network::sharedRisks(in.network.graph, query.from, query.to, first.arcs, second.arcs);
    out["shared"] = {{"links", shared.links}, {"nodes", shared.nodes}, {"conduits", shared.conduits}};
    return out;
}

Json reachJson(const RoutedNetwork& in, const twin::network::LatencyReach& reach)
{
    Json out{{"circles", Json::array()}, {"reached", Json::array()}};
    TimeNs widest = 0;
    for (const auto& circle : reach.circles) {
        out["circles"].push_back(circleJson(circle));
        widest = std::max(widest, circle.bound);
    }
    out["reached"] = reachedJson(in.network.graph, reach, widest);
    return out;
}

void addTo(twin::Digest& digest, const Route& route)
{
    digest.add(static_cast<std::uint64_t>(route.cost));
    digest.add(static_cast<std::uint64_t>(route.arcs.size()));
    for (const std::uint32_t arc : route.arcs) {
        digest.add(std::uint64_t{arc});
    }
}

} // namespace app::ctl
