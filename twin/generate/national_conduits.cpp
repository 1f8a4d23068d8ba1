#include "twin/generate/national_draft.h"
#include "twin/generate/national_hubs.h"
#include "twin/generate/small_graph.h"
#include "twin/registry/identifier.h"

#include <algorithm>
#include <array>
#include <cmath>

/// Sites and ducts: recipe steps 1 and 2.
namespace twin::generate {

namespace {

constexpr double kLongestDuct_m = 1'500'000;
constexpr double kRouteFactor = 1.30; ///< duct over great circle, median of US long-haul ducts
constexpr double kRouteSpread = 0.07;

struct Pair
{
    std::string_view a;
    std::string_view b;
};

/// Ducts of the west that a Gabriel graph cannot know: they follow railways and the Hexi corridor.
constexpr std::array<Pair, 9> kWesternDucts{{{"GOQ", "LXA"},
                                             {"CTU", "BPX"},
                                             {"BPX", "LXA"},
                                             {"LHW", "JGN"},
                                             {"JGN", "HMI"},
                                             {"HMI", "URC"},
                                             {"URC", "KRL"},
                                             {"KRL", "KHG"},
                                             {"XNN", "GOQ"}}};
/// Under the sea: Bohai and Qiongzhou straits.
constexpr std::array<Pair, 2> kSeaDucts{{{"DLC", "TAO"}, {"HAK", "CAN"}}};

/// Everything the steps below share: distances once, edges as they come.
struct Mesh
{
    std::vector<std::vector<double>> metres;
    SmallGraph graph;

    [[nodiscard]] bool has(std::size_t a, std::size_t b) const
    {
        return std::ranges::any_of(graph.edges, [&](const SmallGraph::Edge& e) {
            return (e.a == a && e.b == b) || (e.a == b && e.b == a);
        });
    }

    void add(std::size_t a, std::size_t b)
    {
        if (a != b && !has(a, b)) {
            graph.edges.push_back({std::min(a, b), std::max(a, b), metres[a][b], true});
        }
    }
};

std::size_t siteNumber(const Draft& draft, std::string_view code)
{
    const auto found = std::ranges::find(draft.sites, code, [](const SiteDraft& s) { return s.city->site; });
    return static_cast<std::size_t>(found - draft.sites.begin());
}

Mesh measure(const Draft& draft)
{
    Mesh mesh;
    mesh.graph.nodes = draft.sites.size();
    mesh.metres.assign(draft.sites.size(), std::vector<double>(draft.sites.size(), 0));
    for (std::size_t a = 0; a < draft.sites.size(); ++a) {
        for (std::size_t b = a + 1; b < draft.sites.size(); ++b) {
            mesh.metres[a][b] = distanceMetres(draft.sites[a].position, draft.sites[b].position);
            mesh.metres[b][a] = mesh.metres[a][b];
        }
    }
    return mesh;
}

/// Two places are joined when no third lies in the circle over them (Gabriel & Sokal 1969).
void addGabrielEdges(Mesh& mesh)
{
    const std::size_t n = mesh.metres.size();
    for (std::size_t a = 0; a < n; ++a) {
        for (std::size_t b = a + 1; b < n; ++b) {
            const double square = mesh.metres[a][b] * mesh.metres[a][b];
            bool free = mesh.metres[a][b] < kLongestDuct_m;
            for (std::size_t c = 0; free && c < n; ++c) {
                const double ac = mesh.metres[a][c];
                const double bc = mesh.metres[b][c];
                free = c == a || c == b || ac * ac + bc * bc >= square;
            }
            if (free) {
                mesh.add(a, b);
            }
        }
    }
}

/// The shortest pair between two sides that is not joined yet.
void joinSides(Mesh& mesh, const std::vector<bool>& side)
{
    std::size_t bestA = SmallGraph::kNone;
    std::size_t bestB = SmallGraph::kNone;
    for (std::size_t a = 0; a < side.size(); ++a) {
        for (std::size_t b = 0; b < side.size(); ++b) {
            const bool shorter = bestA == SmallGraph::kNone || mesh.metres[a][b] < mesh.metres[bestA][bestB];
            if (side[a] && !side[b] && !mesh.has(a, b) && shorter) {
                bestA = a;
                bestB = b;
            }
        }
    }
    mesh.add(bestA, bestB);
}

void repair(Mesh& mesh)
{
    for (auto side = mesh.graph.reach(0); std::ranges::count(side, false) > 0; side = mesh.graph.reach(0)) {
        joinSides(mesh, side);
    }
    for (std::size_t bridge = mesh.graph.firstBridge(); bridge != SmallGraph::kNone;
         bridge = mesh.graph.firstBridge()) {
        joinSides(mesh, mesh.graph.reach(mesh.graph.edges[bridge].a, bridge));
    }
}

pb::ConduitKind kindOf(const Draft& draft, const SmallGraph::Edge& edge, Rng& rng)
{
    const double draw = rng.uniform();
    for (const Pair& pair : kSeaDucts) {
        const std::size_t a = siteNumber(draft, pair.a);
        const std::size_t b = siteNumber(draft, pair.b);
        if (edge.a == std::min(a, b) && edge.b == std::max(a, b)) {
            return pb::SUBMARINE;
        }
    }
    return draw < 0.55 ? pb::RAIL : (draw < 0.9 ? pb::ROAD : pb::POWER_LINE);
}

} // namespace

void planSites(Draft& draft)
{
    for (const City& city : cities()) {
        if (!city.site.empty()) {
            draft.sites.push_back({&city, registry::siteId(city.site), city.position()});
        }
    }
    std::ranges::sort(draft.sites, {}, &SiteDraft::id);
}

void planConduits(Draft& draft)
{
    Mesh mesh = measure(draft);
    addGabrielEdges(mesh);
    for (const auto& pair : kWesternDucts) {
        mesh.add(siteNumber(draft, pair.a), siteNumber(draft, pair.b));
    }
    for (const auto& pair : kSeaDucts) {
        mesh.add(siteNumber(draft, pair.a), siteNumber(draft, pair.b));
    }
    repair(mesh);
    std::ranges::sort(mesh.graph.edges, {}, [](const SmallGraph::Edge& e) { return std::pair(e.a, e.b); });
    Rng route(draft.options.seed, "conduit.route");
    Rng kind(draft.options.seed, "conduit.kind");
    for (const SmallGraph::Edge& edge : mesh.graph.edges) {
        ConduitDraft conduit;
        conduit.a = edge.a;
        conduit.b = edge.b;
        const double factor = std::clamp(route.normal(kRouteFactor, kRouteSpread), 1.1, 1.55);
        conduit.route_m = static_cast<std::uint64_t>(std::llround(edge.length * factor));
        conduit.kind = kindOf(draft, edge, kind);
        conduit.id = registry::conduitId(draft.sites[edge.a].id, draft.sites[edge.b].id);
        draft.conduits.push_back(std::move(conduit));
    }
}

} // namespace twin::generate
