#include "tests/twin/flow/flow_networks.h"
#include "tests/twin/network/random_network.h"
#include "twin/network/ecmp_route.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace twin;
using namespace twin::network;

class TestEcmpRoute : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void withoutAPathThereIsNothing()
    {
        const auto network = flow_test::networkFrom("a b", "a b 1 1000 1");
        const EcmpRoute route = ecmpRoute(network.graph, NodeIndex{1U}, NodeIndex{0U}, PathCost::Metric);
        QCOMPARE(route.cost, kUnreachable);
        QCOMPARE(route.paths, std::uint64_t{0});
        QVERIFY(route.shares.empty() && !route.bottleneck.isValid());
    }

    ///      b        a splits in halves; c splits its half over two parallel arcs to d.
    ///    /   \      .
    ///  a       d    a>b 1/2, a>c 1/2, b>d 1/2, c>d 1/4 twice: three paths. c>d#2 holds 200 kb/s: full at
    ///  800.
    ///    \   //     .
    ///      c
    void sharesSplitHopByHop()
    {
        const auto network = flow_test::networkFrom("a b c d", R"(
            a b 1 1000 1
            a c 1 1000 1
            b d 1 1000 1
            c d 1 1000 1
            c d 1 200 1
            a d 3 1000 1)");
        const Graph& graph = network.graph;
        const EcmpRoute route = ecmpRoute(graph, NodeIndex{0U}, NodeIndex{3U}, PathCost::Metric);
        QCOMPARE(route.cost, std::int64_t{2});
        QCOMPARE(route.paths, std::uint64_t{3});
        std::map<std::string, double> shares;
        for (const auto& share : route.shares) {
            shares[graph.arcName(share.arc)] = share.share;
        }
        const std::map<std::string, double> expected{
            {"a~b>", 0.5}, {"a~c>", 0.5}, {"b~d>", 0.5}, {"c~d>", 0.25}, {"c~d#2>", 0.25}};
        QVERIFY(shares == expected);
        QCOMPARE(graph.arcName(route.bottleneck.value()), std::string("c~d#2>"));
        QCOMPARE(route.room_bps, 800'000.0);
    }

    /// 70 rungs with two arcs each: 2^70 paths are more than can be counted.
    void pathsBeyondCountingAreTheGreatestNumber()
    {
        std::string nodes = "n0";
        std::string arcs;
        for (int i = 0; i < 70; ++i) {
            const std::string step = "n" + std::to_string(i) + " n" + std::to_string(i + 1) + " 1 1000 1\n";
            nodes += " n" + std::to_string(i + 1);
            arcs += step + step;
        }
        const auto network = flow_test::networkFrom(nodes, arcs);
        const NodeIndex end = network.graph.nodeByName("n70");
        QCOMPARE(ecmpRoute(network.graph, NodeIndex{0U}, end, PathCost::Hops).paths,
                 std::numeric_limits<std::uint64_t>::max());
        const NodeIndex near = network.graph.nodeByName("n10");
        QCOMPARE(ecmpRoute(network.graph, NodeIndex{0U}, near, PathCost::Hops).paths, std::uint64_t{1024});
    }

    void countsAndSharesAgreeWithBruteForce()
    {
        for (std::uint64_t seed = 1; seed <= 80; ++seed) {
            network_test::RandomNetwork random(seed, {6, 12, 2, 4, seed % 2 == 0, 3});
            const Graph graph = random.finish();
            const NodeIndex from = graph.node(registry::PoolIndex{0U});
            const NodeIndex to = graph.node(registry::PoolIndex{1U});
            const auto all = network_test::allPaths(graph, from, to, PathCost::Metric);
            const EcmpRoute route = ecmpRoute(graph, from, to, PathCost::Metric);
            QCOMPARE(route.cost, all.empty() ? kUnreachable : all.front().cost);
            const auto equal =
                std::ranges::count_if(all, [&](const Route& r) { return r.cost == route.cost; });
            QVERIFY2(route.paths == static_cast<std::uint64_t>(equal), qPrintable(QString::number(seed)));
            double into = 0;
            for (const auto& share : route.shares) {
                into += graph.to()[share.arc] == to.value() ? share.share : 0;
            }
            QVERIFY(all.empty() || std::abs(into - 1) < 1e-12);
        }
    }
};

QTEST_GUILESS_MAIN(TestEcmpRoute)
#include "tst_ecmp_route.moc"
