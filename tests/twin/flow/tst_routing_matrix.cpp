#include "tests/twin/flow/random_network.h"
#include "twin/flow/routing_columns.h"
#include "twin/flow/routing_matrix.h"
#include "twin/network/shortest_paths.h"
#include "twin/support/rng.h"

#include <QTest>

#include <cmath>

using namespace twin;
using namespace twin::flow;
using network::NodeIndex;

namespace {

constexpr std::uint64_t kSeed = 20260701;

std::vector<NodeIndex> allNodes(const network::Graph& graph)
{
    std::vector<NodeIndex> out;
    for (std::uint32_t node = 0; node < graph.nodeCount(); ++node) {
        out.emplace_back(node);
    }
    return out;
}

RoutingMatrix matrixOf(const network::Graph& graph, std::shared_ptr<const PairSet> pairs,
                       std::span<const std::uint8_t> failed = {}, unsigned threads = 1)
{
    auto out =
        RoutingMatrix::build(graph, std::move(pairs),
                             {network::arcCosts(graph, network::PathCost::Metric), failed, threads, nullptr});
    if (!out) {
        qFatal("%s", out.error().text().c_str());
    }
    return std::move(*out);
}

} // namespace

class TestRoutingMatrix : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void pairsAreNumberedByDestination()
    {
        const PairSet pairs =
            PairSet::allOf(std::vector<NodeIndex>{NodeIndex{2U}, NodeIndex{0U}, NodeIndex{2U}});
        QCOMPARE(pairs.size(), 2U);
        QCOMPARE(pairs.find(2, 0), std::optional<std::size_t>(0));
        QCOMPARE(pairs.find(0, 2), std::optional<std::size_t>(1));
        QCOMPARE(pairs.find(1, 2), std::nullopt);
        QCOMPARE(pairs.destinationOf(1), 1U);
        const std::vector<network::NodeDemand> demands{{NodeIndex{4U}, NodeIndex{1U}, 5},
                                                       {NodeIndex{1U}, NodeIndex{1U}, 9},
                                                       {NodeIndex{3U}, NodeIndex{1U}, 1},
                                                       {NodeIndex{4U}, NodeIndex{1U}, 2}};
        const PairSet some = PairSet::of(demands);
        QCOMPARE(some.size(), 2U);
        double others = 0;
        QCOMPARE(some.sumOf(demands, others), (std::vector<double>{1, 7}));
        QCOMPARE(others, 9.0); // from a node to itself
    }

    /// The diamond a -> b|c -> d of equal weights: half of a's traffic on each side.
    void aDiamondHalves()
    {
        const auto network = flow_test::networkFrom("a b c d", R"(
            a b 1 1000 1
            b a 1 1000 1
            a c 1 1000 1
            c a 1 1000 1
            b d 1 1000 1
            d b 1 1000 1
            c d 1 1000 1
            d c 1 1000 1)");
        const auto pairs = std::make_shared<const PairSet>(PairSet::allOf(allNodes(network.graph)));
        const RoutingMatrix matrix = matrixOf(network.graph, pairs);
        RoutingColumns columns(matrix);
        columns.open(3);
        const auto column = columns.column(*pairs->find(0, 3));
        QCOMPARE(column.size(), 4U);
        for (const ArcShare& part : column) {
            QCOMPARE(part.share, 0.5);
            QVERIFY(network.graph.arcName(part.arc).ends_with(">"));
        }
    }

    void pairsWithoutAPathCarryNothing()
    {
        const auto network = flow_test::networkFrom("a b c", "a b 1 1000 1\n b a 1 1000 1");
        const auto pairs = std::make_shared<const PairSet>(PairSet::allOf(allNodes(network.graph)));
        const RoutingMatrix matrix = matrixOf(network.graph, pairs);
        const std::size_t lost = *pairs->find(0, 2);
        QVERIFY(!matrix.isReachable(lost));
        std::vector<double> demand(pairs->size(), 0);
        demand[lost] = 5;
        demand[*pairs->find(2, 0)] = 5;
        std::vector<double> loads(matrix.arcCount(), -1);
        matrix.loads(demand, loads);
        QCOMPARE(loads, (std::vector<double>{0, 0}));
    }

    /// The routing of ecmpLoads is the oracle.
    void productsEqualRouting_data()
    {
        QTest::addColumn<int>("nodes");
        QTest::addColumn<bool>("withFailures");
        for (const int nodes : {2, 5, 17, 60}) {
            QTest::addRow("%d nodes", nodes) << nodes << false;
            QTest::addRow("%d nodes, failures", nodes) << nodes << true;
        }
    }

    void productsEqualRouting()
    {
        QFETCH(int, nodes);
        QFETCH(bool, withFailures);
        const auto network = flow_test::randomNetwork(nodes, kSeed);
        const network::Graph& graph = network.graph;
        Rng random(kSeed, "routing.demand", static_cast<std::uint64_t>(nodes));
        std::vector<std::uint8_t> failed(graph.arcCount(), 0);
        for (std::uint8_t& arc : failed) {
            arc = withFailures && random.below(6) == 0 ? 1 : 0;
        }
        std::vector<network::NodeDemand> demands;
        for (int i = 0; i < 5 * nodes; ++i) {
            const NodeIndex a{random.below(graph.nodeCount())};
            const NodeIndex b{random.below(graph.nodeCount())};
            demands.push_back({a, b, random.uniform(1, 100)});
        }
        const auto expected = network::ecmpLoads(graph, demands, failed, network::PathCost::Metric);
        const auto pairs = std::make_shared<const PairSet>(PairSet::of(demands));
        const RoutingMatrix matrix = matrixOf(graph, pairs, failed);
        double loops = 0;
        const std::vector<double> bps = pairs->sumOf(demands, loops);
        std::vector<double> loads(graph.arcCount(), -1);
        matrix.loads(bps, loads);
        for (std::size_t arc = 0; arc < loads.size(); ++arc) {
            QVERIFY2(std::abs(loads[arc] - expected.arc_bps[arc]) <= 1e-9 * (1 + expected.arc_bps[arc]),
                     qPrintable(QStringLiteral("seed %1, arc %2").arg(kSeed).arg(arc)));
        }
    }

    /// <A x, p> = <x, Aᵀ p>, and columns are what A does to unit vectors.
    void columnsAndSumsAreTheSameMatrix()
    {
        const auto network = flow_test::randomNetwork(30, kSeed);
        const auto pairs = std::make_shared<const PairSet>(PairSet::allOf(allNodes(network.graph)));
        const RoutingMatrix matrix = matrixOf(network.graph, pairs);
        Rng random(kSeed, "routing.price");
        std::vector<double> price(matrix.arcCount());
        for (double& value : price) {
            value = random.uniform(-1, 1);
        }
        std::vector<double> sums(pairs->size());
        matrix.sums(price, sums);
        RoutingColumns columns(matrix);
        std::vector<double> unit(pairs->size(), 0);
        std::vector<double> loads(matrix.arcCount());
        for (std::size_t pair = 0; pair < pairs->size(); ++pair) {
            columns.open(pairs->destinationOf(pair));
            double sum = 0;
            std::vector<double> dense(matrix.arcCount(), 0);
            for (const ArcShare& part : columns.column(pair)) {
                sum += price[part.arc] * part.share;
                dense[part.arc] += part.share;
            }
            QVERIFY(std::abs(sum - sums[pair]) < 1e-12);
            unit[pair] = 1;
            matrix.loads(unit, loads);
            unit[pair] = 0;
            for (std::size_t arc = 0; arc < loads.size(); ++arc) {
                QVERIFY(std::abs(loads[arc] - dense[arc]) < 1e-12);
            }
        }
    }

    void productsAreTheSameBytesOnAnyNumberOfThreads()
    {
        const auto network = flow_test::randomNetwork(500, kSeed);
        const auto pairs = std::make_shared<const PairSet>(PairSet::allOf(allNodes(network.graph)));
        std::vector<double> demand(pairs->size());
        Rng random(kSeed, "routing.threads");
        for (double& bps : demand) {
            bps = random.uniform();
        }
        const RoutingMatrix one = matrixOf(network.graph, pairs, {}, 1);
        const RoutingMatrix many = matrixOf(network.graph, pairs, {}, 5);
        std::vector<double> a(one.arcCount());
        std::vector<double> b(one.arcCount());
        one.loads(demand, a);
        many.loads(demand, b);
        QVERIFY(one.steps() > 200'000); // enough for threads to be used
        QCOMPARE(a, b);
    }

    void buildingCanBeCancelled()
    {
        const auto network = flow_test::randomNetwork(20, kSeed);
        const std::atomic<bool> cancelled{true};
        const auto built = RoutingMatrix::build(
            network.graph, std::make_shared<const PairSet>(PairSet::allOf(allNodes(network.graph))),
            {network::arcCosts(network.graph, network::PathCost::Hops), {}, 2, &cancelled});
        QVERIFY(!built);
        QCOMPARE(built.error().code, ErrorCode::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestRoutingMatrix)
#include "tst_routing_matrix.moc"
