#include "tests/twin/flow/flow_networks.h"
#include "twin/flow/flow_router.h"
#include "twin/network/shortest_paths.h"
#include "twin/support/rng.h"

#include <QTest>

#include <set>

using namespace twin;
using namespace twin::flow;

namespace {

constexpr std::uint64_t kSeed = 20250608;

/// Two equally short ways from a to d, over b and over c, and a longer one over e.
network::Network diamond()
{
    return flow_test::networkFrom("a b c d e", R"(
        a b 1 1000 10
        a c 1 1000 10
        a e 1 1000 10
        b d 1 1000 10
        c d 1 1000 10
        e d 1 1000 50)");
}

} // namespace

class TestFlowRouter : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void flowsSpreadOverEqualWays()
    {
        const auto network = diamond();
        FlowRouter router(network.graph);
        std::map<std::string, int> first;
        for (std::uint64_t key = 0; key < 1000; ++key) {
            const auto path = router.path(0, 3, key);
            QCOMPARE(path.size(), std::size_t{2});
            ++first[network.graph.arcName(path[0])];
            QCOMPARE(router.path(0, 3, key), path);
        }
        QCOMPARE(first.size(), std::size_t{2});
        QVERIFY(first["a~b>"] > 400 && first["a~c>"] > 400);
    }

    /// Taking out an arc moves the flows that use it, and no others.
    void onlyFlowsOnALostArcMove()
    {
        const auto network = diamond();
        FlowRouter router(network.graph);
        const auto lost = network.graph.arcByName("a~b>").value();
        for (std::uint64_t key = 0; key < 100; ++key) {
            const auto before = router.path(0, 3, key);
            router.setUsable(lost, false);
            const auto without = router.path(0, 3, key);
            QVERIFY(without[0] != lost);
            QVERIFY(before[0] == lost || before == without);
            router.setUsable(lost, true);
            QCOMPARE(router.path(0, 3, key), before);
        }
    }

    void thereMayBeNoWay()
    {
        const auto network = diamond();
        FlowRouter router(network.graph);
        QVERIFY(router.path(3, 0, 1).empty());
        QCOMPARE(router.distance(3, 0), network::kUnreachable);
        QVERIFY(router.path(2, 2, 1).empty());
        QCOMPARE(router.distance(2, 2), std::int64_t{0});
    }

    /// An added arc a to d of 20 µs is as short as the others: some take it. One of 19 µs: all do.
    void addedArcsAreTaken()
    {
        const auto network = diamond();
        FlowRouter router(network.graph, network::PathCost::Delay, 1, 2);
        const std::uint32_t equal = router.addArc(0, 3, 20 * kMicrosecond);
        QVERIFY(!router.isOnTheWay(0, 3, equal));
        router.setUsable(equal, true);
        QVERIFY(router.isOnTheWay(0, 3, equal));
        std::set<std::size_t> lengths;
        for (std::uint64_t key = 0; key < 50; ++key) {
            lengths.insert(router.path(0, 3, key).size());
        }
        QCOMPARE(lengths, (std::set<std::size_t>{1, 2}));
        const std::uint32_t shorter = router.addArc(0, 3, 19 * kMicrosecond);
        router.setUsable(shorter, true);
        QCOMPARE(router.path(0, 3, 7), std::vector{shorter});
        QVERIFY(!router.isOnTheWay(0, 3, equal));
    }

    /// After any sequence of losses and repairs: the distances of a Dijkstra from scratch, and paths that
    /// long.
    void distancesAreThoseFromScratch()
    {
        for (std::uint64_t i = 0; i < 40; ++i) {
            Rng rng(kSeed, "router", i);
            std::string nodes;
            std::string arcs;
            const std::size_t count = 4 + rng.below(10);
            for (std::size_t n = 0; n < count; ++n) {
                nodes += "n" + std::to_string(n) + " ";
            }
            for (std::size_t a = 0; a < 3 * count; ++a) {
                const std::size_t from = rng.below(count);
                const std::size_t to = (from + 1 + rng.below(count - 1)) % count;
                arcs += "n" + std::to_string(from) + " n" + std::to_string(to) + " 1 1000 " +
                        std::to_string(1 + rng.below(5)) + "\n";
            }
            const auto network = flow_test::networkFrom(nodes, arcs);
            FlowRouter router(network.graph);
            network::ShortestPaths plain(network.graph);
            std::vector<std::uint8_t> failed(network.graph.arcCount(), 0);
            for (int step = 0; step < 60; ++step) {
                const auto arc = static_cast<std::uint32_t>(rng.below(failed.size()));
                failed[arc] = failed[arc] == 0 ? 1 : 0;
                router.setUsable(arc, failed[arc] == 0);
                const auto to = static_cast<std::uint32_t>(rng.below(count));
                const auto from = static_cast<std::uint32_t>(rng.below(count));
                plain.run(network::NodeIndex{to}, failed);
                const std::int64_t wanted = plain.distance(network::NodeIndex{from});
                QCOMPARE(router.distance(from, to), wanted);
                std::int64_t length = 0;
                std::uint32_t at = from;
                for (const std::uint32_t hop : router.path(from, to, i)) {
                    QCOMPARE(network.graph.from()[hop], at);
                    QVERIFY(failed[hop] == 0);
                    at = network.graph.to()[hop];
                    length += network.graph.delay()[hop];
                }
                QVERIFY(wanted == network::kUnreachable ? length == 0 : length == wanted && at == to);
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestFlowRouter)
#include "tst_flow_router.moc"
