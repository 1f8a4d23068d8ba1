#include "twin/network/graph.h"
#include "twin/network/shortest_paths.h"
#include "twin/proto/registry.pb.h"
#include "twin/registry/build.h"
#include "twin/support/rng.h"

#include <QTest>

#include <map>

using namespace twin;
using namespace twin::network;

namespace pb = suanwang::registry::v1;

namespace {

/// A snapshot written link by link: "A-B" with a delay in ms, all of 10 Gb/s, each in a duct of its own.
class Sketch
{
  public:
    Sketch() { m_file.set_format("suanwang.registry.v1"); }

    Sketch& carrier(const std::string& id)
    {
        m_file.mutable_registry()->add_carriers()->set_id(id);
        return *this;
    }

    Sketch& link(const std::string& id, const std::string& a, const std::string& b, int ms,
                 const std::string& carrier = {})
    {
        site(a);
        site(b);
        pb::Conduit& duct = *m_file.mutable_registry()->add_conduits();
        duct.set_id("duct:" + id);
        duct.set_a(a);
        duct.set_b(b);
        duct.set_route_m(static_cast<std::uint64_t>(ms) * 200'000);
        duct.set_kind(pb::ROAD);
        duct.mutable_asset()->set_state(pb::IN_SERVICE);
        pb::Link& link = *m_file.mutable_registry()->add_links();
        link.set_id(id);
        link.set_a(a);
        link.set_b(b);
        link.set_kind(pb::BACKBONE);
        link.set_carrier_id(carrier);
        link.set_capacity_bps(10 * kGigabit);
        link.add_conduit_ids("duct:" + id);
        link.set_delay_ns(ms * kMillisecond);
        link.set_te_metric(static_cast<std::uint32_t>(ms));
        link.mutable_asset()->set_state(pb::IN_SERVICE);
        return *this;
    }

    Sketch& meet(const std::string& site, const std::string& a, const std::string& b)
    {
        pb::InterconnectionPoint& point = *m_file.mutable_registry()->add_interconnection_points();
        point.set_id("X." + site);
        point.set_site_id(site);
        point.set_carrier_a(a);
        point.set_carrier_b(b);
        point.set_capacity_bps(kGigabit);
        return *this;
    }

    Sketch& lastLinkIs(pb::LifecycleState state)
    {
        auto& links = *m_file.mutable_registry()->mutable_links();
        links.rbegin()->mutable_asset()->set_state(state);
        return *this;
    }

    registry::RegistryPtr build() const
    {
        const auto loaded = registry::buildRegistry(m_file);
        if (!loaded) {
            qFatal("%s", loaded.error().text().c_str());
        }
        return loaded->registry;
    }

  private:
    void site(const std::string& id)
    {
        if (m_sites.emplace(id, true).second) {
            pb::Site& site = *m_file.mutable_registry()->add_sites();
            site.set_id(id);
            site.mutable_position()->set_lat_e6(30'000'000 + static_cast<int>(m_sites.size()) * 10'000);
            site.mutable_position()->set_lon_e6(110'000'000);
            site.set_role(pb::CORE);
        }
    }

    pb::SnapshotFile m_file;
    std::map<std::string, bool> m_sites;
};

NodeIndex siteNode(const registry::Registry& registry, const Graph& graph, const char* id)
{
    return graph.node(registry::SiteIndex{registry.find(EntityKind::Site, id)->index});
}

double loadOf(const Graph& graph, const EcmpLoads& loads, const char* arc)
{
    return loads.arc_bps[graph.arcByName(arc).value()];
}

} // namespace

class TestGraph : public QObject
{
    Q_OBJECT

  private Q_SLOTS:
    void demandWithoutAPathIsUnrouted();
    void plannedLinksCarryNothing();
    void trafficSplitsEquallyOverEqualPaths();
    void parallelLinksShareToo();
    void failedArcsAreAvoided();
    void carriersMeetOnlyAtInterconnectionPoints();
    void aSiteAsAWholeUsesTheNearerCarrier();
    void conduitsNameTheArcsThatFailWithThem();
    void loadsOfRandomNetworksAreConserved();
};

void TestGraph::demandWithoutAPathIsUnrouted()
{
    const auto registry = Sketch().link("ab", "a", "b", 1).link("cd", "c", "d", 1).build();
    const Graph graph = Graph::build(*registry);
    const NodeDemand demand{siteNode(*registry, graph, "a"), siteNode(*registry, graph, "d"), 7};
    const EcmpLoads loads = ecmpLoads(graph, {&demand, 1});
    QCOMPARE(loads.unrouted_bps, 7.0);
    QCOMPARE(loadOf(graph, loads, "ab>"), 0.0);
}

void TestGraph::plannedLinksCarryNothing()
{
    const auto registry =
        Sketch().link("ab", "a", "b", 5).link("ab2", "a", "b", 1).lastLinkIs(pb::PLANNED).build();
    const Graph graph = Graph::build(*registry);
    QCOMPARE(graph.arcCount(), 2U);
    QVERIFY(!graph.arcByName("ab2>").isValid());
}

//     b       a to d: two paths of 2 ms, so half each way
//   /   \     and e hangs on d
//  a     d - e
//   \   /
//     c
void TestGraph::trafficSplitsEquallyOverEqualPaths()
{
    const auto registry = Sketch()
                              .link("ab", "a", "b", 1)
                              .link("ac", "a", "c", 1)
                              .link("bd", "b", "d", 1)
                              .link("cd", "c", "d", 1)
                              .link("de", "d", "e", 1)
                              .build();
    const Graph graph = Graph::build(*registry);
    const std::vector<NodeDemand> demands{
        {siteNode(*registry, graph, "a"), siteNode(*registry, graph, "e"), 8},
        {siteNode(*registry, graph, "e"), siteNode(*registry, graph, "b"), 2}};
    const EcmpLoads loads = ecmpLoads(graph, demands);
    QCOMPARE(loadOf(graph, loads, "ab>"), 4.0);
    QCOMPARE(loadOf(graph, loads, "cd>"), 4.0);
    QCOMPARE(loadOf(graph, loads, "de>"), 8.0);
    QCOMPARE(loadOf(graph, loads, "de<"), 2.0);
    QCOMPARE(loadOf(graph, loads, "bd<"), 2.0);
    QCOMPARE(loads.unrouted_bps, 0.0);
}

void TestGraph::parallelLinksShareToo()
{
    const auto registry =
        Sketch().link("ab", "a", "b", 1).link("ab#2", "a", "b", 1).link("ab#3", "b", "a", 1).build();
    const Graph graph = Graph::build(*registry);
    const NodeDemand demand{siteNode(*registry, graph, "a"), siteNode(*registry, graph, "b"), 9};
    const EcmpLoads loads = ecmpLoads(graph, {&demand, 1});
    QCOMPARE(loadOf(graph, loads, "ab#2>"), 3.0);
    QCOMPARE(loadOf(graph, loads, "ab#3<"), 3.0);
}

void TestGraph::failedArcsAreAvoided()
{
    const auto registry =
        Sketch().link("ab", "a", "b", 1).link("ac", "a", "c", 3).link("cb", "c", "b", 3).build();
    const Graph graph = Graph::build(*registry);
    std::vector<std::uint8_t> failed(graph.arcCount(), 0);
    failed[graph.arcByName("ab>").value()] = 1;
    ShortestPaths paths(graph);
    paths.run(siteNode(*registry, graph, "b"), failed);
    QCOMPARE(paths.distance(siteNode(*registry, graph, "a")), 6 * kMillisecond);
    const auto path = paths.path(siteNode(*registry, graph, "a"));
    QCOMPARE(path.size(), 2U);
    QCOMPARE(graph.arcName(path[0]), std::string("ac>"));
    QVERIFY(!paths.onShortestPath(graph.arcByName("ab>").value()));
}

// Two carriers along a - b; they meet at b only. From A's customers at a to B's at a: 1 ms there, 2 ms back.
void TestGraph::carriersMeetOnlyAtInterconnectionPoints()
{
    const auto registry = Sketch()
                              .carrier("OP.A")
                              .carrier("OP.B")
                              .link("A1", "a", "b", 1, "OP.A")
                              .link("B1", "a", "b", 2, "OP.B")
                              .meet("b", "OP.A", "OP.B")
                              .build();
    const Graph graph = Graph::build(*registry);
    const registry::SiteIndex a{registry->find(EntityKind::Site, "a")->index};
    const NodeIndex from = graph.node(a, registry::CarrierIndex{0U});
    const NodeIndex to = graph.node(a, registry::CarrierIndex{1U});
    ShortestPaths paths(graph);
    paths.run(to);
    QCOMPARE(paths.distance(from), 3 * kMillisecond + kInterconnectionDelay);
    const auto path = paths.path(from);
    QCOMPARE(path.size(), 3U);
    QCOMPARE(graph.arcName(path[1]), std::string("X.b>"));
    QCOMPARE(graph.capacity()[path[1]], kGigabit);
}

void TestGraph::aSiteAsAWholeUsesTheNearerCarrier()
{
    const auto registry = Sketch()
                              .carrier("OP.A")
                              .carrier("OP.B")
                              .link("A1", "a", "b", 1, "OP.A")
                              .link("B1", "a", "b", 2, "OP.B")
                              .build();
    const Graph graph = Graph::build(*registry);
    ShortestPaths paths(graph);
    paths.run(siteNode(*registry, graph, "b"));
    QCOMPARE(paths.distance(siteNode(*registry, graph, "a")),
             kMillisecond + 2); // leaf arcs cost a nanosecond each
    QCOMPARE(graph.coreCount(), 4U);
    QCOMPARE(graph.nodeCount(), 6U);
}

void TestGraph::conduitsNameTheArcsThatFailWithThem()
{
    const auto registry = Sketch().link("ab", "a", "b", 1).link("bc", "b", "c", 1).build();
    const Graph graph = Graph::build(*registry);
    const auto arcs = graph.arcsOf(registry->conduit("duct:bc"));
    QCOMPARE(arcs.size(), 2U);
    for (const std::uint32_t arc : arcs) {
        QCOMPARE(registry->links[graph.link(arc).value()].id, std::string("bc"));
        QCOMPARE(graph.conduitsOf(arc).front(), registry->conduit("duct:bc"));
    }
}

void TestGraph::loadsOfRandomNetworksAreConserved()
{
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        Rng rng(seed, "test.graph");
        Sketch sketch;
        for (int i = 1; i < 12; ++i) {
            sketch.link("t" + std::to_string(i),
                        "n" + std::to_string(rng.below(static_cast<std::uint64_t>(i))),
                        "n" + std::to_string(i), 1 + static_cast<int>(rng.below(3)));
        }
        for (int i = 0; i < 10; ++i) {
            const auto a = rng.below(12);
            const auto b = (a + 1 + rng.below(11)) % 12;
            sketch.link("x" + std::to_string(i), "n" + std::to_string(a), "n" + std::to_string(b),
                        1 + static_cast<int>(rng.below(3)));
        }
        const auto registry = sketch.build();
        const Graph graph = Graph::build(*registry);
        std::vector<NodeDemand> demands;
        std::vector<double> net(graph.nodeCount(), 0);
        for (int i = 0; i < 30; ++i) {
            const auto src = static_cast<std::uint32_t>(rng.below(12));
            const auto dst = static_cast<std::uint32_t>((src + 1 + rng.below(11)) % 12);
            demands.push_back({NodeIndex{src}, NodeIndex{dst}, rng.uniform(1, 9)});
            net[src] += demands.back().bps;
            net[dst] -= demands.back().bps;
        }
        const EcmpLoads loads = ecmpLoads(graph, demands);
        for (std::uint32_t arc = 0; arc < graph.arcCount(); ++arc) {
            net[graph.from()[arc]] -= loads.arc_bps[arc];
            net[graph.to()[arc]] += loads.arc_bps[arc];
        }
        for (const double left : net) {
            QVERIFY2(std::abs(left) < 1e-9, qPrintable(QStringLiteral("seed %1").arg(seed)));
        }
        QCOMPARE(loads.unrouted_bps, 0.0);
    }
}

QTEST_GUILESS_MAIN(TestGraph)
#include "tst_graph.moc"
