#include "tests/twin/network/random_network.h"
#include "tests/twin/network/registry_sketch.h"
#include "twin/network/latency_reach.h"
#include "twin/network/place_names.h"

#include <QTest>

using namespace twin;
using namespace twin::network;
using network_test::RegistrySketch;

namespace {

/// near 1 ms, mid 5 ms (exactly), far 5.5 ms from p0; lost has no link; gone is withdrawn.
RegistrySketch sample()
{
    RegistrySketch out;
    out.pool("p0", 100).pool("near", 20).pool("mid", 3).pool("far", 7).pool("lost", 1000).pool("gone", 5000);
    out.link("p0/1", "p0", "s", 0.5).link("near/1", "near", "s", 0.5).link("gone/1", "gone", "s", 0.5);
    out.link("st", "s", "t", 4).link("mid/1", "mid", "t", 0.5).link("far/1", "far", "t", 1);
    return out.withdrawn("gone");
}

} // namespace

class TestLatencyReach : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void circlesCountWhatTheyHold()
    {
        const Network network = sample().network();
        const auto reach =
            latencyReach(network.graph, network.registry.get(), *findPlace(network, "p0"), kLatencyCircles);
        QCOMPARE(reach.circles.size(), std::size_t{3});
        QCOMPARE(reach.circles[0].pools, 3U); // itself, near, gone
        QCOMPARE(reach.circles[0].sites, 1U);
        QCOMPARE(reach.circles[0].gflops[Precision::Fp16], std::uint64_t{120}); // gone gives nothing
        QCOMPARE(reach.circles[0].gflops[Precision::Fp64], std::uint64_t{0});
        QCOMPARE(reach.circles[1].pools, 4U); // and mid, at 5 ms to the nanosecond
        QCOMPARE(reach.circles[1].sites, 2U);
        QCOMPARE(reach.circles[1].gflops[Precision::Fp16], std::uint64_t{123});
        QCOMPARE(reach.circles[2].pools, 5U);
        QCOMPARE(reach.circles[2].gflops[Precision::Fp16], std::uint64_t{130});
    }

    void whatCannotBeReachedIsOutsideEveryCircle()
    {
        const Network network = sample().network();
        const auto failed = failedArcs(network, {"st"});
        const std::vector<TimeNs> bounds{1000 * kSecond};
        const auto reach =
            latencyReach(network.graph, network.registry.get(), *findPlace(network, "p0"), bounds, *failed);
        QCOMPARE(reach.circles[0].pools, 3U);
        QCOMPARE(reach.circles[0].sites, 1U);
        QCOMPARE(reach.poolDelay[2], kUnreachable); // lost
    }

    void aSiteSeesWhatItsRoutersSee()
    {
        const Network network = RegistrySketch()
                                    .carrier("A")
                                    .carrier("B")
                                    .link("st.A", "s", "t", 1, "A")
                                    .link("st.B", "s", "t", 2, "B")
                                    .network();
        const auto reach = latencyReach(network.graph, network.registry.get(), *findPlace(network, "s"), {});
        QCOMPARE(reach.siteDelay, (std::vector<TimeNs>{0, kMillisecond})); // the nearer carrier, to the ns
    }

    /// Directions differ: latencies are those from the place, as brute force finds them.
    void randomNetworksAgreeWithBruteForce()
    {
        for (std::uint64_t seed = 1; seed <= 60; ++seed) {
            network_test::RandomNetwork random(seed, {6, 9, 0, 4, seed % 2 == 0, 1000});
            const Graph graph = random.finish();
            const NodeIndex from{static_cast<std::uint32_t>(random.rng().below(graph.nodeCount()))};
            const auto reach = latencyReach(graph, nullptr, from, {});
            for (std::uint32_t s = 0; s < graph.siteCount(); ++s) {
                const NodeIndex to = graph.node(registry::SiteIndex{s});
                TimeNs least = kUnreachable;
                for (const Route& route : network_test::allPaths(graph, from, to, PathCost::Delay)) {
                    least = std::min(least, routeFacts(graph, from, route.arcs).delay);
                }
                QVERIFY2(reach.siteDelay[s] == least,
                         qPrintable(QStringLiteral("seed %1, site %2").arg(seed).arg(s)));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestLatencyReach)
#include "tst_latency_reach.moc"
