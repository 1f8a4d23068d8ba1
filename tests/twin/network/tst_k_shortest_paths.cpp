#include "tests/twin/flow/flow_networks.h"
#include "tests/twin/network/random_network.h"
#include "twin/network/k_shortest_paths.h"

#include <QTest>

#include <limits>

using namespace twin;
using namespace twin::network;
using network_test::allPaths;
using network_test::RandomNetwork;
using network_test::RandomShape;

namespace {

// Both directions of every edge of the textbook's example.
//
//      3       4       2
//   c ---- d ---- f ------- h
//   |  \   |    / |         |
//  2|   \1 |2 /   |         |1       (c-e 2, e-d 1, e-f 2, e-g 3, f-g 2, f-h 1, g-h 2)
//   e ----        g --------
const char* const kTextbook = R"(
    c d 3 1000 1
    c e 2 1000 1
    d f 4 1000 1
    e d 1 1000 1
    e f 2 1000 1
    e g 3 1000 1
    f g 2 1000 1
    f h 1 1000 1
    g h 2 1000 1)";

std::string namesOf(const Graph& graph, NodeIndex from, const Route& route)
{
    std::string out = graph.nodeName(from.value());
    for (const std::uint32_t arc : route.arcs) {
        out += graph.nodeName(graph.to()[arc]);
    }
    return out;
}

QString text(std::uint64_t seed, const Graph& graph, NodeIndex from, NodeIndex to)
{
    return QStringLiteral("seed %1, %2 to %3")
        .arg(seed)
        .arg(QString::fromStdString(graph.nodeName(from.value())))
        .arg(QString::fromStdString(graph.nodeName(to.value())));
}

/// A path that comes back to a router of the place it begins at, or goes on from one of the place it ends at.
bool turnsAtItsEnds(const Graph& graph, NodeIndex from, NodeIndex to, const Route& route)
{
    const auto isAt = [&](NodeIndex whole, std::uint32_t node) {
        const auto& place = graph.place(whole.value());
        return graph.node(place) == whole && graph.place(node) == place;
    };
    return std::ranges::any_of(route.arcs, [&](std::uint32_t arc) {
        return (isAt(from, graph.to()[arc]) && graph.from()[arc] != from.value()) ||
               (isAt(to, graph.from()[arc]) && graph.to()[arc] != to.value());
    });
}

} // namespace

class TestKShortestPaths : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void withoutAPathThereIsNone()
    {
        const auto network = flow_test::networkFrom("a b c", "a b 1 1000 1");
        const Graph& graph = network.graph;
        KShortestPaths paths(graph);
        QVERIFY(paths.find({NodeIndex{1U}, NodeIndex{0U}, 3, {}}).empty()); // one-way
        QVERIFY(paths.find({NodeIndex{0U}, NodeIndex{2U}, 3, {}}).empty()); // isolated
        QVERIFY(paths.find({NodeIndex{0U}, NodeIndex{1U}, 0, {}}).empty()); // none asked for
        const std::vector<std::uint8_t> failed{1};
        QVERIFY(paths.find({NodeIndex{0U}, NodeIndex{1U}, 3, failed}).empty());
    }

    void fromANodeToItselfLeadsTheEmptyPath()
    {
        const auto network = flow_test::networkFrom("a b", "a b 1 1000 1\n b a 1 1000 1");
        const auto routes = KShortestPaths(network.graph).find({NodeIndex{0U}, NodeIndex{0U}, 5, {}});
        QCOMPARE(routes.size(), std::size_t{1});
        QVERIFY(routes[0].arcs.empty());
    }

    /// c to h: cef h 2+2+1 = 5, ceg h 2+3+2 = 7, cdf h 3+4+1 = 8, cedf h 2+1+4+1 = 8, cefgh 2+2+2+2 = 8,
    /// cdfgh 3+4+2+2 = 11, cedfgh 2+1+4+2+2 = 11; equals in order of their arcs.
    void theTextbooksExampleIsReproduced()
    {
        const auto network = flow_test::networkFrom("c d e f g h", kTextbook);
        KShortestPaths paths(network.graph, PathCost::Metric);
        const NodeIndex from{0U};
        const auto routes = paths.find({from, NodeIndex{5U}, 100, {}});
        QStringList found;
        for (const Route& route : routes) {
            found.append(QString::fromStdString(namesOf(network.graph, from, route) + " " +
                                                std::to_string(route.cost)));
        }
        const QStringList expected{"cefh 5",  "cegh 7",   "cdfh 8",   "cedfh 8",
                                   "cefgh 8", "cdfgh 11", "cedfgh 11"};
        QCOMPARE(found, expected);
    }

    void dearerPathsThanAskedForAreLeftOut()
    {
        const auto network = flow_test::networkFrom("c d e f g h", kTextbook);
        KShortestPaths paths(network.graph, PathCost::Metric);
        QCOMPARE(paths.find({NodeIndex{0U}, NodeIndex{5U}, 100, {}, 8}).size(), std::size_t{5});
        QCOMPARE(paths.find({NodeIndex{0U}, NodeIndex{5U}, 100, {}, 7}).size(), std::size_t{2});
        QVERIFY(paths.find({NodeIndex{0U}, NodeIndex{5U}, 100, {}, 4}).empty());
    }

    void aSetFlagEndsTheSearch()
    {
        const auto network = flow_test::networkFrom("c d e f g h", kTextbook);
        const std::atomic<bool> cancelled = true;
        KPathsQuery query{NodeIndex{0U}, NodeIndex{5U}, 100, {}};
        query.cancelled = &cancelled;
        QVERIFY(KShortestPaths(network.graph, PathCost::Metric).find(query).empty());
    }

    void allPathsOfRandomNetworksAreThoseOfBruteForce_data()
    {
        QTest::addColumn<int>("sites");
        QTest::addColumn<int>("links");
        QTest::addColumn<bool>("hasCarriers");
        QTest::addColumn<int>("maxCost");
        QTest::newRow("sparse") << 7 << 8 << false << 1000;
        QTest::newRow("dense") << 6 << 14 << false << 1000;
        QTest::newRow("ties by the dozen") << 6 << 13 << false << 2;
        QTest::newRow("carriers") << 5 << 11 << true << 1000;
        QTest::newRow("carriers and ties") << 5 << 10 << true << 2;
    }

    void allPathsOfRandomNetworksAreThoseOfBruteForce()
    {
        QFETCH(int, sites);
        QFETCH(int, links);
        QFETCH(bool, hasCarriers);
        QFETCH(int, maxCost);
        const RandomShape shape{
            static_cast<std::uint32_t>(sites),  static_cast<std::uint32_t>(links), 2, 4, hasCarriers,
            static_cast<std::uint64_t>(maxCost)};
        for (std::uint64_t seed = 1; seed <= 60; ++seed) {
            RandomNetwork random(seed, shape);
            const Graph graph = random.finish();
            std::vector<std::uint8_t> failed(graph.arcCount(), 0);
            for (std::uint8_t& arc : failed) {
                arc = random.rng().below(10) == 0 ? 1 : 0;
            }
            const PathCost cost = seed % 3 == 0   ? PathCost::Hops
                                  : seed % 3 == 1 ? PathCost::Delay
                                                  : PathCost::Metric;
            KShortestPaths paths(graph, cost);
            for (int i = 0; i < 6; ++i) {
                const NodeIndex from{static_cast<std::uint32_t>(random.rng().below(graph.nodeCount()))};
                const NodeIndex to{static_cast<std::uint32_t>(random.rng().below(graph.nodeCount()))};
                if (from == to) {
                    continue;
                }
                auto expected = allPaths(graph, from, to, cost, failed);
                std::erase_if(expected,
                              [&](const Route& route) { return turnsAtItsEnds(graph, from, to, route); });
                QVERIFY2(paths.find({from, to, 100'000, failed}) == expected,
                         qPrintable(text(seed, graph, from, to)));
                const std::size_t few = std::min<std::size_t>(expected.size(), 1 + random.rng().below(9));
                const std::vector<Route> first(expected.begin(),
                                               expected.begin() + static_cast<std::ptrdiff_t>(few));
                QVERIFY2(paths.find({from, to, static_cast<std::uint32_t>(few), failed}) == first,
                         qPrintable(text(seed, graph, from, to)));
            }
        }
    }

    /// A ladder of 30 rungs has 2^30 paths of equal hops: the first few come out at once.
    void manyEqualPathsDoNotSlowTheFirstOnes()
    {
        std::string nodes;
        std::string arcs;
        for (int i = 0; i <= 30; ++i) {
            const std::string a = "a" + std::to_string(i);
            const std::string b = "b" + std::to_string(i);
            nodes += " " + a + " " + b;
            if (i < 30) {
                const std::string nextA = "a" + std::to_string(i + 1);
                const std::string nextB = "b" + std::to_string(i + 1);
                for (const std::string& from : {a, b}) {
                    arcs += from + " " + nextA + " 1 1000 1\n" + from + " " + nextB + " 1 1000 1\n";
                }
            }
        }
        const auto network = flow_test::networkFrom(nodes, arcs);
        const auto routes = KShortestPaths(network.graph, PathCost::Hops)
                                .find({NodeIndex{0U}, network.graph.nodeByName("a30"), 200, {}});
        QCOMPARE(routes.size(), std::size_t{200});
        for (const Route& route : routes) {
            QCOMPARE(route.cost, std::int64_t{30});
        }
        QVERIFY(std::ranges::is_sorted(routes, {}, &Route::arcs));
    }
};

QTEST_GUILESS_MAIN(TestKShortestPaths)
#include "tst_k_shortest_paths.moc"
