#include "tests/twin/flow/flow_networks.h"
#include "tests/twin/network/random_network.h"
#include "twin/network/disjoint_pair.h"

#include <QTest>

using namespace twin;
using namespace twin::network;
using network_test::allPaths;
using network_test::RandomNetwork;
using network_test::RandomShape;

namespace {

/// `from to cost` a line, both directions.
Network both(const std::string& nodes, const std::string& links)
{
    std::string arcs;
    for (const QByteArray& line : QByteArray::fromStdString(links).split('\n')) {
        const QByteArrayList words = line.simplified().split(' ');
        if (words.size() == 3) {
            const QByteArray rest = " " + words[2] + " 1000 1\n";
            arcs += (words[0] + " " + words[1] + rest + words[1] + " " + words[0] + rest).toStdString();
        }
    }
    return flow_test::networkFrom(nodes, arcs);
}

QString wayOf(const Graph& graph, const Route& route)
{
    std::string out = route.arcs.empty() ? "" : graph.nodeName(graph.from()[route.arcs[0]]);
    for (const std::uint32_t arc : route.arcs) {
        out += graph.nodeName(graph.to()[arc]);
    }
    return QString::fromStdString(out);
}

DisjointAnswer ask(const Graph& graph, NodeIndex from, NodeIndex to, Disjointness kind,
                   std::span<const std::uint8_t> failed = {}, PathCost cost = PathCost::Metric)
{
    return disjointPair(graph, {from, to, kind, cost, failed});
}

bool isDisjoint(const Graph& graph, NodeIndex from, NodeIndex to, Disjointness kind, const Route& a,
                const Route& b)
{
    const SharedRisks shared = sharedRisks(graph, from, to, a.arcs, b.arcs);
    return shared.links.empty() && (kind != Disjointness::Node || shared.nodes.empty()) &&
           (kind != Disjointness::Srlg || shared.conduits.empty());
}

/// Cost of the best pair among all pairs of paths.
std::int64_t bestOf(const Graph& graph, NodeIndex from, NodeIndex to, Disjointness kind,
                    const std::vector<Route>& paths)
{
    std::int64_t best = kUnreachable;
    for (std::size_t i = 0; i < paths.size(); ++i) {
        for (std::size_t j = i + 1; j < paths.size() && paths[i].cost + paths[j].cost < best; ++j) {
            if (isDisjoint(graph, from, to, kind, paths[i], paths[j])) {
                best = paths[i].cost + paths[j].cost;
            }
        }
    }
    return best;
}

} // namespace

class TestDisjointPair : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    /// a - b - c: every path uses both links; the first in the way is named.
    void aChainHasNoPairAndSaysWhy()
    {
        const auto network = both("a b c", "a b 1\n b c 1");
        for (const auto kind : {Disjointness::Link, Disjointness::Node, Disjointness::Srlg}) {
            const auto answer = ask(network.graph, NodeIndex{0U}, NodeIndex{2U}, kind);
            QCOMPARE(answer.proof, PairProof::NoPair);
            QVERIFY(!answer.pair);
            QCOMPARE(answer.blockedBy, std::string(kind == Disjointness::Link   ? "a~b"
                                                   : kind == Disjointness::Node ? "b"
                                                                                : "duct:a~b"));
        }
    }

    void withoutAnyPathThereIsNoPairAndNothingToBlame()
    {
        const auto network = both("a b c", "a b 1");
        const auto answer = ask(network.graph, NodeIndex{0U}, NodeIndex{2U}, Disjointness::Link);
        QCOMPARE(answer.proof, PairProof::NoPair);
        QVERIFY(answer.blockedBy.empty());
    }

    /// The trap: the shortest path s-a-b-t (3) blocks both alternatives; the best pair is s-a-t, s-b-t.
    void theShortestPathIsGivenUpWhereItBlocksThePair()
    {
        const auto network = both("s a b t", "s a 1\n a b 1\n b t 1\n s b 4\n a t 4");
        const auto answer = ask(network.graph, NodeIndex{0U}, NodeIndex{3U}, Disjointness::Node);
        QCOMPARE(answer.proof, PairProof::Optimal);
        QCOMPARE(answer.bound, std::int64_t{10});
        QCOMPARE(wayOf(network.graph, answer.pair->first), QStringLiteral("sat"));
        QCOMPARE(wayOf(network.graph, answer.pair->second), QStringLiteral("sbt"));
    }

    /// Two rhombi that meet in m: link-disjoint pairs exist, node-disjoint ones do not.
    void aNodeInCommonIsNoLinkInCommon()
    {
        const auto network = both("s a b m c d t", R"(
            s a 1
            s b 1
            a m 1
            b m 1
            m c 1
            m d 1
            c t 1
            d t 1)");
        const NodeIndex from{0U};
        const NodeIndex to{6U};
        const auto links = ask(network.graph, from, to, Disjointness::Link);
        QCOMPARE(links.proof, PairProof::Optimal);
        QCOMPARE(links.bound, std::int64_t{8});
        const SharedRisks shared =
            sharedRisks(network.graph, from, to, links.pair->first.arcs, links.pair->second.arcs);
        QVERIFY(shared.links.empty());
        QCOMPARE(shared.nodes, std::vector<std::string>{"m"});
        const auto nodes = ask(network.graph, from, to, Disjointness::Node);
        QCOMPARE(nodes.proof, PairProof::NoPair);
        QCOMPARE(nodes.blockedBy, std::string("m"));
    }

    void parallelLinksAreAPair()
    {
        const auto network = both("a b", "a b 2\n a b 3");
        const auto answer = ask(network.graph, NodeIndex{0U}, NodeIndex{1U}, Disjointness::Node);
        QCOMPARE(answer.proof, PairProof::Optimal);
        QCOMPARE(answer.bound, std::int64_t{5});
    }

    void failedArcsAreNoWay()
    {
        const auto network = both("a b", "a b 2\n a b 3\n a b 4");
        std::vector<std::uint8_t> failed(network.graph.arcCount(), 0);
        failed[network.graph.arcByName("a~b>").value()] = 1;
        const auto answer = ask(network.graph, NodeIndex{0U}, NodeIndex{1U}, Disjointness::Link, failed);
        QCOMPARE(answer.bound, std::int64_t{7});
    }

    /// Three ways from s to t. The two short ones share a duct, so the pair must take the long one.
    ///
    ///   s -a- t   1 + 1, ducts D0, D1
    ///   s -b- t   1 + 1, ducts D0, D2
    ///   s -c- t   5 + 5, ducts D3, D4
    void sharedDuctsAreAvoided()
    {
        GraphAssembler assembler;
        for (const char* name : {"s", "a", "b", "c", "t"}) {
            const auto site = registry::SiteIndex{assembler.nodeCount()};
            assembler.siteNodes().emplace_back(assembler.addNode(site, {}, name));
        }
        assembler.endCore();
        for (const char* name : {"D0", "D1", "D2", "D3", "D4"}) {
            assembler.addConduit(name, false);
        }
        const std::uint32_t rows[6][4]{{0, 1, 1, 0}, {1, 4, 1, 1}, {0, 2, 1, 0},
                                       {2, 4, 1, 2}, {0, 3, 5, 3}, {3, 4, 5, 4}};
        for (std::uint32_t link = 0; link < 6; ++link) {
            ArcPair pair;
            pair.from = rows[link][0];
            pair.to = rows[link][1];
            pair.metric = pair.metricReverse = rows[link][2];
            pair.capacity_bps = pair.capacityReverse_bps = 1;
            pair.link = registry::LinkIndex{link};
            pair.name = "L" + std::to_string(link);
            assembler.addLink(pair.name, false, {registry::ConduitIndex{rows[link][3]}});
            assembler.addPair(pair);
        }
        const Graph graph = assembler.finish();
        QCOMPARE(ask(graph, NodeIndex{0U}, NodeIndex{4U}, Disjointness::Link).bound, std::int64_t{4});
        const auto answer = ask(graph, NodeIndex{0U}, NodeIndex{4U}, Disjointness::Srlg);
        QCOMPARE(answer.proof, PairProof::Optimal);
        QCOMPARE(answer.bound, std::int64_t{12});
        QCOMPARE(wayOf(graph, answer.pair->second), QStringLiteral("sct"));
    }

    void aLimitOfNothingSaysWhatItDoesNotKnow()
    {
        int bestFound = 0;
        int gaveUp = 0;
        for (std::uint64_t seed = 1; seed <= 200; ++seed) {
            RandomNetwork random(seed, {6, 14, 2, 7, false, 100});
            const Graph graph = random.finish();
            const NodeIndex from = graph.node(registry::PoolIndex{0U});
            const NodeIndex to = graph.node(registry::PoolIndex{1U});
            DisjointQuery query{from, to, Disjointness::Srlg, PathCost::Delay, {}, 1};
            const auto cut = disjointPair(graph, query);
            const auto whole = disjointPair(graph, {from, to, Disjointness::Srlg, PathCost::Delay, {}});
            bestFound += cut.proof == PairProof::BestFound ? 1 : 0;
            gaveUp += cut.proof == PairProof::GaveUp ? 1 : 0;
            QVERIFY(whole.proof == PairProof::Optimal || whole.proof == PairProof::NoPair);
            QVERIFY(cut.bound <= whole.bound);
            if (cut.pair) {
                QVERIFY(whole.pair && cut.pair->cost() >= whole.bound);
            }
            if (cut.proof == PairProof::Optimal || cut.proof == PairProof::NoPair) {
                QCOMPARE(cut.bound, whole.bound);
            }
        }
        QVERIFY2(bestFound > 0 && gaveUp > 0, "the limit was never felt");
    }

    void pairsOfRandomNetworksAreThoseOfBruteForce_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("hasCarriers");
        QTest::addColumn<int>("maxCost");
        QTest::newRow("srlg, in a denser network") << static_cast<int>(Disjointness::Srlg) << false << 40;
        for (const bool hasCarriers : {false, true}) {
            for (const int maxCost : {1000, 3}) {
                const QByteArray suffix = (hasCarriers ? ", carriers, " : ", ") + QByteArray::number(maxCost);
                QTest::newRow("link" + suffix)
                    << static_cast<int>(Disjointness::Link) << hasCarriers << maxCost;
                QTest::newRow("node" + suffix)
                    << static_cast<int>(Disjointness::Node) << hasCarriers << maxCost;
                QTest::newRow("srlg" + suffix)
                    << static_cast<int>(Disjointness::Srlg) << hasCarriers << maxCost;
            }
        }
    }

    void pairsOfRandomNetworksAreThoseOfBruteForce()
    {
        QFETCH(int, kind);
        QFETCH(bool, hasCarriers);
        QFETCH(int, maxCost);
        const auto wanted = static_cast<Disjointness>(kind);
        int pairs = 0;
        int searches = 0;
        for (std::uint64_t seed = 1; seed <= 150; ++seed) {
            RandomShape shape{
                hasCarriers ? 5U : 6U, 12, 2, 9, hasCarriers, static_cast<std::uint64_t>(maxCost)};
            if (maxCost == 40) {
                shape = {8, 18, 2, 14, false, 40};
            }
            RandomNetwork random(seed, shape);
            const Graph graph = random.finish();
            std::vector<std::uint8_t> failed(graph.arcCount(), 0);
            for (std::uint8_t& arc : failed) {
                arc = random.rng().below(20) == 0 ? 1 : 0;
            }
            for (int i = 0; i < 4; ++i) {
                const NodeIndex from{static_cast<std::uint32_t>(random.rng().below(graph.nodeCount()))};
                const NodeIndex to{static_cast<std::uint32_t>(random.rng().below(graph.nodeCount()))};
                if (from == to || graph.place(from.value()) == graph.place(to.value())) {
                    continue;
                }
                const auto where = QStringLiteral("seed %1, %2 to %3")
                                       .arg(seed)
                                       .arg(QString::fromStdString(graph.nodeName(from.value())))
                                       .arg(QString::fromStdString(graph.nodeName(to.value())));
                const auto paths = allPaths(graph, from, to, PathCost::Delay, failed);
                const std::int64_t best = bestOf(graph, from, to, wanted, paths);
                const auto answer = ask(graph, from, to, wanted, failed, PathCost::Delay);
                QVERIFY2(answer.bound == best, qPrintable(where));
                QCOMPARE(answer.proof, best == kUnreachable ? PairProof::NoPair : PairProof::Optimal);
                searches += answer.labels > 0 ? 1 : 0;
                if (wanted == Disjointness::Link || (wanted == Disjointness::Node && !hasCarriers)) {
                    QVERIFY2(answer.labels == 0, qPrintable(where)); // two shortest-path searches suffice
                }
                if (answer.pair) {
                    const auto& [first, second] = *answer.pair;
                    QVERIFY2(isRoute(graph, from, to, first.arcs, failed) &&
                                 isRoute(graph, from, to, second.arcs, failed),
                             qPrintable(where));
                    QVERIFY2(isDisjoint(graph, from, to, wanted, first, second), qPrintable(where));
                    QVERIFY(first.cost <= second.cost);
                    QCOMPARE(first.cost + second.cost, best);
                    ++pairs;
                }
            }
        }
        QVERIFY2(pairs > 50, "hardly any network had a pair");
        QVERIFY2(wanted != Disjointness::Srlg || searches > 20, "the search was hardly used");
    }
};

QTEST_GUILESS_MAIN(TestDisjointPair)
#include "tst_disjoint_pair.moc"
