// Traffic engineering: answers worked by hand, what is refused, what is left out.
#include "tests/twin/flow/engineering_networks.h"
#include "tests/twin/flow/flow_networks.h"
#include "twin/flow/ecmp_baseline.h"
#include "twin/flow/engineering.h"
#include "twin/flow/engineering_check.h"
#include "twin/flow/engineering_csv.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace twin;
using namespace twin::flow;
using network::NodeDemand;
using network::NodeIndex;

namespace {

struct Case
{
    network::Network network;
    network::DemandSet demands;

    Case(const char* nodes, const char* arcs, const char* asked)
        : network(flow_test::networkFrom(nodes, arcs))
        , demands(flow_test::demandsFrom(network, asked))
    {}

    [[nodiscard]] Engineering engineered(TeObjective objective, bool exact = true, TimeNs maxDelay = 0) const
    {
        EngineeringOptions options;
        options.objective = objective;
        options.exact = exact;
        options.maxDelay = maxDelay;
        auto answer = engineer(network.graph, demands.demands, options);
        if (!answer) {
            qFatal("%s", answer.error().text().c_str());
        }
        return std::move(*answer);
    }

    [[nodiscard]] double ecmp(TeObjective objective) const
    {
        EngineeringOptions options;
        options.objective = objective;
        return *ecmpBaseline(network.graph, demands.demands, options);
    }
};

/// Two ways from a to d, of 1000 and 500 kb/s; the wider one is the slower: 2 + 2 against 1 + 1 ms.
Case twoWays(const char* asked)
{
    return {"a b c d", R"(
        a b 1 500 1000
        b a 1 500 1000
        b d 1 500 1000
        d b 1 500 1000
        a c 2 1000 2000
        c a 2 1000 2000
        c d 2 1000 2000
        d c 2 1000 2000)",
            asked};
}

/// Three in a row, 1000 kb/s and then 2000 kb/s.
Case row(const char* asked)
{
    return {"a b c", R"(
        a b 1 1000 1000
        b a 1 1000 1000
        b c 1 2000 1000
        c b 1 2000 1000)",
            asked};
}

} // namespace

class TestEngineering : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void badOptionsAreRefused_data()
    {
        QTest::addColumn<double>("gap");
        QTest::addColumn<double>("bps");
        QTest::newRow("no gap") << 0.0 << 1.0;
        QTest::newRow("gap of all") << 1.0 << 1.0;
        QTest::newRow("gap that is no number") << std::nan("") << 1.0;
        QTest::newRow("negative demand") << 0.01 << -1.0;
        QTest::newRow("infinite demand") << 0.01 << std::numeric_limits<double>::infinity();
        QTest::newRow("demand that is no number") << 0.01 << std::nan("");
    }

    void badOptionsAreRefused()
    {
        QFETCH(double, gap);
        QFETCH(double, bps);
        Case two = twoWays("a d 1000000");
        two.demands.demands[0].bps = bps;
        EngineeringOptions options;
        options.gap = gap;
        const auto answer = engineer(two.network.graph, two.demands.demands, options);
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::BadInput);
    }

    void whatNothingLimitsHasNoFactor()
    {
        EngineeringOptions options;
        options.objective = TeObjective::Concurrent;
        const Case two = twoWays("");
        const auto answer = engineer(two.network.graph, two.demands.demands, options);
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::Invalid);
    }

    void cancelledIsAnError()
    {
        const std::atomic<bool> cancelled{true};
        EngineeringOptions options;
        options.cancelled = &cancelled;
        const Case two = twoWays("a d 1000000");
        for (const auto objective : {TeObjective::Utilisation, TeObjective::Throughput,
                                     TeObjective::Concurrent, TeObjective::MaxMin}) {
            options.objective = objective;
            const auto answer = engineer(two.network.graph, two.demands.demands, options);
            QVERIFY(!answer);
            QCOMPARE(answer.error().code, ErrorCode::Cancelled);
        }
    }

    void nothingAskedIsNothingUsed()
    {
        const Case two = twoWays("");
        QCOMPARE(two.engineered(TeObjective::Utilisation).value, 0.0);
        QCOMPARE(two.engineered(TeObjective::Throughput).value, 0.0);
        QCOMPARE(two.engineered(TeObjective::MaxMin).value, 0.0);
    }

    void nothingThatCanBeRoutedIsNoAnswer()
    {
        const Case apart("a b c", "a b 1 1000 1", "b a 1000\n a c 5");
        EngineeringOptions options;
        for (const auto objective : {TeObjective::Utilisation, TeObjective::Throughput,
                                     TeObjective::Concurrent, TeObjective::MaxMin}) {
            options.objective = objective;
            options.maxDelay = 0;
            const auto disconnected = engineer(apart.network.graph, apart.demands.demands, options);
            QVERIFY(!disconnected);
            QCOMPARE(disconnected.error().code, ErrorCode::Invalid);
            QCOMPARE(disconnected.error().reason,
                     std::string("no demand has a path: 2 disconnected, 0 beyond the delay"));
            const Case two = twoWays("a d 900000");
            options.maxDelay = 1;
            const auto late = engineer(two.network.graph, two.demands.demands, options);
            QVERIFY(!late);
            QCOMPARE(late.error().reason,
                     std::string("no demand has a path: 0 disconnected, 1 beyond the delay"));
        }
    }

    /// 900 kb/s over 500 + 1000: both ways filled to 0.6, 300 and 600 kb/s.
    void twoWaysShareByTheirCapacity()
    {
        const Case two = twoWays("a d 900000");
        for (const bool exact : {true, false}) {
            const Engineering answer = two.engineered(TeObjective::Utilisation, exact);
            QVERIFY(std::abs(answer.value - 0.6) < (exact ? 1e-9 : 0.006));
            QVERIFY(answer.bound <= 0.6 * (1 + 1e-9) && answer.bound > 0.594);
        }
        const Engineering answer = two.engineered(TeObjective::Utilisation);
        QCOMPARE(answer.routing.pathCount(), std::size_t{2});
        QVERIFY(std::abs(answer.load_bps[two.network.graph.arcByName("edge_0").value()] - 300e3) < 1);
        QCOMPARE(two.ecmp(TeObjective::Utilisation), 1.8); // all over b
    }

    /// 900 kb/s over 500 + 1000 without the exact program: within its gap, and the check from outside agrees.
    void smallGapsAreReachedForEveryObjective_data()
    {
        QTest::addColumn<int>("objective");
        QTest::addColumn<double>("value");
        QTest::newRow("utilisation") << static_cast<int>(TeObjective::Utilisation) << 0.6;
        QTest::newRow("throughput") << static_cast<int>(TeObjective::Throughput) << 900e3;
        QTest::newRow("concurrent") << static_cast<int>(TeObjective::Concurrent) << 1.5e6 / 900e3;
        QTest::newRow("maxmin") << static_cast<int>(TeObjective::MaxMin) << 900e3;
    }

    void smallGapsAreReachedForEveryObjective()
    {
        QFETCH(int, objective);
        QFETCH(double, value);
        const Case two = twoWays("a d 900000");
        EngineeringOptions options;
        options.objective = static_cast<TeObjective>(objective);
        options.gap = 1e-4;
        const auto answer = engineer(two.network.graph, two.demands.demands, options);
        QVERIFY2(answer, answer ? "" : answer.error().text().c_str());
        QVERIFY2(answer->gapReached && std::abs(answer->value / value - 1) <= 1e-4,
                 QByteArray::number(answer->value));
        QVERIFY(checkEngineering(two.network.graph, two.demands.demands, options, *answer).has_value());
    }

    /// All three demands can grow by 1500 / 900.
    void theFactorIsTheInverse()
    {
        const Case two = twoWays("a d 900000");
        const Engineering answer = two.engineered(TeObjective::Concurrent);
        QVERIFY(std::abs(answer.value - 1.0 / 0.6) < 1e-9);
        QVERIFY(std::abs(answer.rate_bps[0] - 1.5e6) < 1e-2);
        QCOMPARE(two.ecmp(TeObjective::Concurrent), 1 / 1.8);
    }

    /// 3 ms leave only the way over b: 900 / 500.
    void aDelayLimitLeavesTheFastWay()
    {
        const Case two = twoWays("a d 900000");
        QVERIFY(std::abs(two.engineered(TeObjective::Utilisation, true, 3 * kMillisecond).value - 1.8) <
                1e-9);
        QVERIFY(std::abs(two.engineered(TeObjective::Utilisation, true, 4 * kMillisecond).value - 0.6) <
                1e-9);
        const Engineering most = two.engineered(TeObjective::Throughput, true, 3 * kMillisecond);
        QVERIFY(std::abs(most.value - 500e3) < 1e-3);
    }

    void demandsBeyondTheDelayAreLeftOutAndCounted()
    {
        const Case two = twoWays("a d 900000\n a b 100000");
        const Engineering answer = two.engineered(TeObjective::Utilisation, true, kMillisecond);
        QCOMPARE(answer.beyondDelay, std::vector<std::uint32_t>{0});
        QVERIFY(answer.disconnected.empty());
        QVERIFY(std::abs(answer.value - 0.2) < 1e-9);
        QCOMPARE(answer.rate_bps[0], 0.0);
    }

    void disconnectedDemandsAreLeftOutAndCounted()
    {
        const Case apart{"a b c", "a b 1 1000 1", "a b 500000\n b a 500000\n a c 100000"};
        for (const auto objective : {TeObjective::Utilisation, TeObjective::Throughput,
                                     TeObjective::Concurrent, TeObjective::MaxMin}) {
            const Engineering answer = apart.engineered(objective);
            QCOMPARE(answer.disconnected, (std::vector<std::uint32_t>{1, 2})); // one way only; no link
        }
        QCOMPARE(apart.engineered(TeObjective::Utilisation).value, 0.5);
        QCOMPARE(apart.engineered(TeObjective::Throughput).value, 500e3);
        QCOMPARE(apart.engineered(TeObjective::Concurrent).value, 2.0);
    }

    /// a-c needs both links, so the most traffic is without it: 1000 + 2000 kb/s.
    void theMostTrafficMayLeaveADemandOut()
    {
        const Case three = row("a c 1000000\n a b 1000000\n b c 2000000");
        const Engineering answer = three.engineered(TeObjective::Throughput);
        QVERIFY(std::abs(answer.value - 3e6) < 1e-2);
        QVERIFY(answer.rate_bps[0] < 1e-2);
        QVERIFY(answer.gap < 1e-9);
    }

    /// One link of 1000 kb/s for 200, 1000 and 1000: 200, 400, 400, also without the exact program.
    void fairRatesOnOneLinkStopAtTheDemand()
    {
        const Case one{"a b", "a b 1 1000 1", "a b 200000\n a b 1000000\n a b 1000000"};
        for (const bool exact : {false, true}) {
            const Engineering answer = one.engineered(TeObjective::MaxMin, exact);
            QVERIFY(std::abs(answer.rate_bps[0] - 200e3) < 0.1);
            QVERIFY(std::abs(answer.rate_bps[1] - 400e3) < 0.1);
            QVERIFY(std::abs(answer.rate_bps[2] - 400e3) < 0.1);
        }
    }

    /// Bertsekas & Gallager's example: on a-b two demands share 1000, on b-c the rest of 2000 is left.
    void fairRatesFillLevelByLevel()
    {
        const Case three = row("a c 9000000\n a b 9000000\n b c 9000000");
        const Engineering answer = three.engineered(TeObjective::MaxMin);
        QCOMPARE(answer.levels.size(), std::size_t{2});
        QCOMPARE(answer.levels[0].demands, (std::vector<std::uint32_t>{0, 1}));
        QVERIFY(std::abs(answer.rate_bps[0] - 500e3) < 0.1);
        QVERIFY(std::abs(answer.rate_bps[1] - 500e3) < 0.1);
        QVERIFY(std::abs(answer.rate_bps[2] - 1500e3) < 0.1);
        QVERIFY(std::abs(answer.value - 500e3) < 0.1 && answer.gap < 1e-6);
        QCOMPARE(three.ecmp(TeObjective::MaxMin), 500e3);
        QCOMPARE(three.ecmp(TeObjective::Throughput), 2500e3);
    }

    /// a-b wants only 200 kb/s: a-c gets the other 800, b-c the other 1200.
    void fairRatesStopAtWhatIsAsked()
    {
        const Case three = row("a c 9000000\n a b 200000\n b c 9000000");
        const Engineering answer = three.engineered(TeObjective::MaxMin);
        QVERIFY(std::abs(answer.rate_bps[0] - 800e3) < 0.1);
        QVERIFY(std::abs(answer.rate_bps[1] - 200e3) < 0.1);
        QVERIFY(std::abs(answer.rate_bps[2] - 1200e3) < 0.1);
    }

    void fairRatesAreTheDemandsWhenAllFits()
    {
        const Case three = row("a c 100000\n a b 200000\n b c 300000");
        const Engineering answer = three.engineered(TeObjective::MaxMin);
        QVERIFY(answer.levels.empty());
        QCOMPARE(answer.value, 300e3); // the largest rate
        QCOMPARE(answer.bound, 300e3);
    }

    /// The way out of a trap: shortest paths share a bottleneck that the optimum goes around.
    ///     s - m - t at 100 kb/s each, s - u - t and s - v - t at 1000.
    void pathsAreFoundThatNobodyListed()
    {
        const Case trap{"s m t u v w", R"(
            s m 1 100 1
            m t 1 100 1
            s u 5 1000 1
            u v 5 1000 1
            v w 5 1000 1
            w t 5 1000 1)",
                        "s t 550000"};
        QVERIFY(std::abs(trap.engineered(TeObjective::Utilisation).value - 0.5) < 1e-9);
        QCOMPARE(trap.ecmp(TeObjective::Utilisation), 5.5);
    }

    /// Blocks: two triangles that meet in c, and a bridge to f; each is engineered by itself.
    ///     a-b-c, c-d-e, e-f. a to f: 600 kb/s in halves over both ways round each triangle, all over e-f.
    void aWayThroughSeveralBlocksIsPutTogether()
    {
        const Case chain{"a b c d e f", R"(
            a b 1 1000 1
            b c 1 1000 1
            a c 1 1000 1
            c d 1 1000 1
            d e 1 1000 1
            c e 1 1000 1
            e f 1 1000 1)",
                         "a f 600000\n c e 200000"};
        const Engineering answer = chain.engineered(TeObjective::Utilisation);
        QVERIFY(std::abs(answer.value - 0.6) < 1e-9); // e-f
        for (std::size_t p = 0; p < answer.routing.pathCount(); ++p) {
            QVERIFY(answer.routing.arcsOf(p).size() >= 1);
        }
        double sum = 0;
        for (std::size_t p = answer.routing.firstPath[0]; p < answer.routing.firstPath[1]; ++p) {
            sum += answer.routing.flow[p];
        }
        QVERIFY(std::abs(sum - 600e3) < 1e-3);
    }

    /// Pools and sites of several carriers: no traffic of others through them, though the way would be free.
    void leavesCarryNoTransit()
    {
        // 0 - 1 thin; 0 - leaf - 1 wide.
        flow_test::RandomCase small;
        small.nodes = 3;
        small.leaves = 1;
        small.links = {{0, 1, 1'000'000, 1'000'000, 1},
                       {0, 2, network::kUnlimited_bps, network::kUnlimited_bps, 1},
                       {1, 2, network::kUnlimited_bps, network::kUnlimited_bps, 1}};
        const network::Graph graph = small.graph();
        const NodeDemand through{NodeIndex{0U}, NodeIndex{1U}, 500e3};
        QCOMPARE(engineer(graph, {&through, 1})->value, 0.5);
        const NodeDemand from{NodeIndex{2U}, NodeIndex{1U}, 500e3};
        QCOMPARE(engineer(graph, {&from, 1})->value, 0.0); // arcs without limit never fill
        EngineeringOptions options;
        options.objective = TeObjective::Concurrent;
        QCOMPARE(engineer(graph, {&from, 1}, options).error().code, ErrorCode::Invalid);
    }

    void parallelLinksAreUsedBoth()
    {
        const Case twins{"a b", "a b 1 1000 1\n a b 3 500 1", "a b 300000"};
        QVERIFY(std::abs(twins.engineered(TeObjective::Utilisation).value - 0.2) < 1e-9);
    }

    void demandsOfNothingNeedNoPath()
    {
        const Case two = twoWays("a d 0\n a b 100000");
        std::vector<NodeDemand> demands = two.demands.demands;
        demands.push_back({NodeIndex{0U}, NodeIndex{0U}, 7}); // from a node to itself
        const auto answer = engineer(two.network.graph, demands);
        QVERIFY2(answer, answer ? "" : answer.error().text().c_str());
        QVERIFY(answer->disconnected.empty());
        QCOMPARE(answer->rate_bps[0], 0.0);
        QCOMPARE(answer->rate_bps[2], 7.0);
    }

    void pathsAreWrittenAsCsv()
    {
        const Case two = twoWays("a d 900000\n b d 0\n b d 50000");
        const Engineering answer = two.engineered(TeObjective::Utilisation, true, 3 * kMillisecond);
        QCOMPARE(QByteArray::fromStdString(pathsCsv(two.network.graph, two.demands.demands, answer.routing)),
                 QByteArray("demand,src,dst,bps,path\n"
                            "0,a,d,900000,\"a~b>;b~d>\"\n"
                            "2,b,d,50000,b~d>\n"));
    }

    void theHashTellsAnswersApart()
    {
        const Case two = twoWays("a d 900000");
        const Engineering a = two.engineered(TeObjective::Utilisation);
        const Engineering b = two.engineered(TeObjective::Utilisation);
        QCOMPARE(stateHash(TeObjective::Utilisation, a), stateHash(TeObjective::Utilisation, b));
        const Engineering c = two.engineered(TeObjective::Utilisation, true, 3 * kMillisecond);
        QVERIFY(stateHash(TeObjective::Utilisation, a) != stateHash(TeObjective::Utilisation, c));
    }
};

QTEST_GUILESS_MAIN(TestEngineering)
#include "tst_engineering.moc"
