// Carriers' networks are joined at their interconnection points and nowhere else.
#include "tests/twin/network/random_network.h"
#include "tests/twin/network/registry_sketch.h"
#include "twin/network/disjoint_pair.h"
#include "twin/network/k_shortest_paths.h"
#include "twin/network/latency_reach.h"
#include "twin/network/place_names.h"

#include <QTest>

using namespace twin;
using namespace twin::network;
using network_test::RegistrySketch;

namespace {

// Carriers A and B have a router each in the province p, the hub h and the far hub g; they meet at the hubs.
// pa hangs on A, pb and pb2 on B, all in the province.
//
//   pa - p@A --2-- h@A --3-- g@A        ms, one way
//                   |X        |X
//   pb - p@B --2-- h@B --3-- g@B
RegistrySketch province()
{
    RegistrySketch out;
    out.carrier("A").carrier("B").pool("pa").pool("pb").pool("pb2");
    for (const std::string carrier : {"A", "B"}) {
        out.link("ph." + carrier, "p", "h", 2, carrier).link("hg." + carrier, "h", "g", 3, carrier);
    }
    out.link("pa/1", "pa", "p", 0.25, "A")
        .link("pb/1", "pb", "p", 0.25, "B")
        .link("pb2/1", "pb2", "p", 0.25, "B");
    return out.meet("h", "A", "B").meet("g", "A", "B");
}

NodeIndex node(const Network& network, const char* name)
{
    const auto found = findPlace(network, name);
    return found ? *found : NodeIndex{};
}

QString wayOf(const Network& network, const Route& route)
{
    QString out;
    for (const std::uint32_t arc : route.arcs) {
        out += QString::fromStdString(network.graph.arcName(arc)) + " ";
    }
    return out.trimmed();
}

std::vector<Route> paths(const Network& network, const char* from, const char* to, std::uint32_t count,
                         std::span<const std::uint8_t> failed = {})
{
    return KShortestPaths(network.graph).find({node(network, from), node(network, to), count, failed});
}

} // namespace

class TestCarrierDomains : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void withoutAnInterconnectionPointCarriersDoNotMeet()
    {
        RegistrySketch sketch;
        sketch.carrier("A").carrier("B").pool("pa").pool("pb");
        sketch.link("pa/1", "pa", "p", 1, "A").link("pb/1", "pb", "p", 1, "B");
        QVERIFY(paths(sketch.network(), "pa", "pb", 3).empty()); // the same site, and no way across it
        QCOMPARE(paths(sketch.meet("p", "A", "B").network(), "pa", "pb", 3).size(), std::size_t{1});
    }

    void aPointWhereOneCarrierIsAbsentJoinsNothing()
    {
        RegistrySketch sketch;
        sketch.carrier("A").carrier("B").pool("pa").pool("pb");
        sketch.link("pa/1", "pa", "p", 1, "A").link("pb/1", "pb", "q", 1, "B").meet("p", "A", "B");
        QVERIFY(paths(sketch.network(), "pa", "pb", 3).empty());
    }

    /// Neighbours in a province without a point go to the hub and back: 0.25 + 2 + 0.1 + 2 + 0.25 ms.
    void aProvinceWithoutAPointGoesTheDetour()
    {
        const Network network = province().network();
        const auto found = paths(network, "pa", "pb", 5);
        QCOMPARE(found.size(), std::size_t{2}); // over the hub, or over the far hub
        QCOMPARE(wayOf(network, found[0]), QStringLiteral("pa/1> ph.A> X.h.A-B> ph.B< pb/1<"));
        const RouteFacts facts = routeFacts(network.graph, node(network, "pa"), found[0].arcs);
        QCOMPARE(facts.delay, 4'500'000 + kInterconnectionDelay);
        QCOMPARE(facts.carriers.size(), std::size_t{2});
        QCOMPARE(network.graph.arcName(facts.bottleneck.value()), std::string("X.h.A-B>"));
        QCOMPARE(found[1].cost, found[0].cost + 6 * kMillisecond);
    }

    void customersOfOneCarrierStayAtHome()
    {
        const Network network = province().network();
        const auto found = paths(network, "pb", "pb2", 5);
        QCOMPARE(found.size(), std::size_t{1});
        QCOMPARE(found[0].cost, kMillisecond / 2);
    }

    /// From place to place a carrier is changed only where that leads somewhere: not in the hub h one has
    /// come from, nor in g, where any router will do.
    void aPathEndsWhereItFirstComesToThePlace()
    {
        const Network network = province().network();
        QStringList fromHub;
        for (const Route& route : paths(network, "h", "g", 50)) {
            fromHub += wayOf(network, route);
        }
        fromHub.sort();
        QCOMPARE(fromHub, (QStringList{"hg.A>", "hg.B>"}));
        QStringList fromProvince;
        for (const Route& route : paths(network, "p", "g", 50)) {
            fromProvince += wayOf(network, route);
        }
        fromProvince.sort();
        QCOMPARE(fromProvince,
                 (QStringList{"ph.A> X.h.A-B> hg.B>", "ph.A> hg.A>", "ph.B> X.h.A-B< hg.A>", "ph.B> hg.B>"}));
        // A router by name is meant as it is: the way to the other one leads over the point.
        QCOMPARE(paths(network, "g@A", "g@B", 1).size(), std::size_t{1});
    }

    void whenThePointFailsTheNextOneIsUsed()
    {
        const Network network = province().network();
        const auto failed = failedArcs(network, {"X.h.A-B"});
        QVERIFY(failed.has_value());
        const auto found = paths(network, "pa", "pb", 5, *failed);
        QCOMPARE(found.size(), std::size_t{1});
        QCOMPARE(found[0].cost, 10'500'000 + kInterconnectionDelay);
        const auto both = failedArcs(network, {"X.h.A-B", "X.g.A-B"});
        QVERIFY(paths(network, "pa", "pb", 5, *both).empty());
    }

    void theOnlyPointIsWhatStandsInTheWayOfAPair()
    {
        RegistrySketch sketch;
        sketch.carrier("A").carrier("B").pool("pa").pool("pb");
        for (const std::string way : {"1", "2"}) {
            sketch.link("pa/" + way, "pa", "p" + way, 1, "A").link("a" + way, "p" + way, "h", 1, "A");
            sketch.link("pb/" + way, "pb", "q" + way, 1, "B").link("b" + way, "q" + way, "h", 1, "B");
        }
        const Network network = sketch.meet("h", "A", "B").network();
        const auto answer =
            disjointPair(network.graph,
                         {node(network, "pa"), node(network, "pb"), Disjointness::Link, PathCost::Delay, {}});
        QCOMPARE(answer.proof, PairProof::NoPair);
        QCOMPARE(answer.blockedBy, std::string("X.h.A-B"));
    }

    void latencyCirclesFollowTheDetour()
    {
        const Network network = province().network();
        const std::vector<TimeNs> bounds{kMillisecond, 5 * kMillisecond};
        const auto reach = latencyReach(network.graph, network.registry.get(), node(network, "pa"), bounds);
        QCOMPARE(reach.poolDelay[1], 4'500'000 + kInterconnectionDelay); // pb, in the same town
        QCOMPARE(reach.circles[0].pools, 1U);                            // only itself
        QCOMPARE(reach.circles[1].pools, 3U);
    }

    /// Whatever the network, a path changes carrier only inside a site and over an arc that is no link.
    void pathsOfRandomNetworksChangeCarrierAtPointsOnly()
    {
        int changes = 0;
        for (std::uint64_t seed = 1; seed <= 100; ++seed) {
            network_test::RandomNetwork random(seed, {6, 12, 2, 4, true, 1000});
            const Graph graph = random.finish();
            const NodeIndex from = graph.node(registry::PoolIndex{0U});
            const NodeIndex to = graph.node(registry::PoolIndex{1U});
            for (const Route& route : KShortestPaths(graph).find({from, to, 20, {}})) {
                QVERIFY(isRoute(graph, from, to, route.arcs));
                for (std::size_t i = 0; i + 1 < route.arcs.size(); ++i) {
                    const std::uint32_t node = graph.to()[route.arcs[i]];
                    QVERIFY(node < graph.coreCount()); // leaves are never passed through
                    const std::uint32_t arc = route.arcs[i + 1];
                    if (!graph.link(arc).isValid()) {
                        QCOMPARE(graph.place(graph.from()[arc]), graph.place(graph.to()[arc]));
                        QVERIFY(graph.carrier(graph.from()[arc]) != graph.carrier(graph.to()[arc]));
                        ++changes;
                    }
                }
            }
        }
        QVERIFY2(changes > 20, "hardly any path changed carrier");
    }
};

QTEST_GUILESS_MAIN(TestCarrierDomains)
#include "tst_carrier_domains.moc"
