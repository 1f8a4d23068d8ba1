#include "twin/generate/national_draft.h"
#include "twin/generate/small_graph.h"
#include "twin/registry/identifier.h"

#include <algorithm>
#include <array>
#include <map>

/// Which carrier lights which duct, and the express links above: recipe step 3.
namespace twin::generate {

namespace {

/// Part of the ducts each carrier lights at first. With what makeSafe adds it comes to the recipe's 1, 0.75
/// and 0.6.
constexpr std::array<double, kCarriers> kLitShare{1.0, 0.60, 0.36};

/// The ducts as a graph in which a carrier's lit ducts are on.
SmallGraph ductGraph(const Draft& draft)
{
    SmallGraph graph;
    graph.nodes = draft.sites.size();
    for (const ConduitDraft& conduit : draft.conduits) {
        graph.edges.push_back({conduit.a, conduit.b, static_cast<double>(conduit.route_m), false});
    }
    return graph;
}

void light(SmallGraph& graph, const std::vector<std::size_t>& path)
{
    for (const std::size_t edge : path) {
        graph.edges[edge].on = true;
    }
}

/// Capitals and clusters are served by the first two carriers, the third goes where carriers meet and to the
/// clusters; other cities are served by those that happen to pass.
bool mustServe(const SiteDraft& site, std::size_t carrier)
{
    const CityRole role = site.city->role;
    if (carrier + 1 == kCarriers) {
        return role == CityRole::Cluster || hasInterconnection(*site.city);
    }
    return role != CityRole::Gateway;
}

/// Lights further ducts until all sites the carrier serves hang together and no single cut divides them.
void makeSafe(SmallGraph& graph, const Draft& draft, std::size_t carrier, std::size_t start)
{
    for (std::size_t s = 0; s < draft.sites.size(); ++s) {
        if (mustServe(draft.sites[s], carrier) && !graph.reach(start)[s]) {
            light(graph, *graph.path(start, s, true));
        }
    }
    const auto reached = graph.reach(start);
    for (SmallGraph::Edge& edge : graph.edges) {
        edge.on = edge.on && reached[edge.a]; // islands between sites it does not serve
    }
    for (auto bridge = graph.firstBridge(); bridge != SmallGraph::kNone; bridge = graph.firstBridge()) {
        light(graph, *graph.path(graph.edges[bridge].a, graph.edges[bridge].b, true, bridge));
    }
}

SmallGraph litDucts(const Draft& draft, std::size_t carrier)
{
    Rng rng(draft.options.seed, "link.lit", carrier);
    SmallGraph graph = ductGraph(draft);
    for (SmallGraph::Edge& edge : graph.edges) {
        edge.on = rng.uniform() < kLitShare[carrier];
    }
    const auto beijing = std::ranges::find(draft.sites, std::string_view("BEJ"),
                                           [](const SiteDraft& s) { return s.city->site; });
    makeSafe(graph, draft, carrier, static_cast<std::size_t>(beijing - draft.sites.begin()));
    return graph;
}

void addDuctLinks(Draft& draft)
{
    draft.presence.assign(draft.sites.size(), std::vector<bool>(kCarriers, false));
    for (std::size_t carrier = 0; carrier < kCarriers; ++carrier) {
        Rng rng(draft.options.seed, "link.waves", carrier);
        const SmallGraph lit = litDucts(draft, carrier);
        for (std::size_t d = 0; d < lit.edges.size(); ++d) {
            if (!lit.edges[d].on) {
                continue;
            }
            LinkDraft link;
            link.a = lit.edges[d].a;
            link.b = lit.edges[d].b;
            link.carrier = carrier;
            link.conduits = {d};
            link.floorWaves = static_cast<std::uint32_t>(2 + rng.below(4));
            draft.presence[link.a][carrier] = true;
            draft.presence[link.b][carrier] = true;
            draft.links.push_back(std::move(link));
        }
    }
}

/// A link over the shortest ducts between two sites; every carrier may rent fibre in any duct.
void addExpress(Draft& draft, std::size_t a, std::size_t b, std::size_t carrier, bool wide,
                std::uint32_t waves)
{
    SmallGraph ducts = ductGraph(draft);
    LinkDraft link;
    link.a = std::min(a, b);
    link.b = std::max(a, b);
    link.carrier = carrier;
    link.conduits = *ducts.path(link.a, link.b, true);
    link.wide = wide;
    link.floorWaves = waves;
    draft.links.push_back(std::move(link));
}

std::vector<std::size_t> sitesOf(const Draft& draft, CityRole role)
{
    std::vector<std::size_t> out;
    for (std::size_t s = 0; s < draft.sites.size(); ++s) {
        if (draft.sites[s].city->role == role) {
            out.push_back(s);
        }
    }
    return out;
}

void addExpressLinks(Draft& draft)
{
    Rng rng(draft.options.seed, "link.express");
    const auto cores = sitesOf(draft, CityRole::Core);
    for (std::size_t i = 0; i < cores.size(); ++i) {
        for (std::size_t j = i + 1; j < cores.size(); ++j) {
            addExpress(draft, cores[i], cores[j], 0, false, static_cast<std::uint32_t>(4 + rng.below(5)));
        }
    }
    const auto clusters = sitesOf(draft, CityRole::Cluster);
    for (std::size_t i = 0; i < clusters.size(); ++i) {
        for (std::size_t j = i + 1; j < clusters.size(); ++j) {
            const bool direct = rng.uniform() < 0.5;
            const std::size_t carrier = rng.below(kCarriers);
            const auto waves = static_cast<std::uint32_t>(2 + rng.below(3));
            if (direct) {
                addExpress(draft, clusters[i], clusters[j], carrier, true, waves);
            }
        }
    }
}

} // namespace

void planLinks(Draft& draft)
{
    addDuctLinks(draft);
    addExpressLinks(draft);
    std::map<std::string, std::uint32_t> parallel;
    for (LinkDraft& link : draft.links) {
        const std::string carrier(1, static_cast<char>('A' + link.carrier));
        const std::string& a = draft.sites[link.a].id;
        const std::string& b = draft.sites[link.b].id;
        link.id = registry::linkId(a, b, carrier, ++parallel[registry::linkId(a, b, carrier)]);
        link.waves = link.floorWaves;
    }
    std::ranges::sort(draft.links, {}, &LinkDraft::id);
}

} // namespace twin::generate
