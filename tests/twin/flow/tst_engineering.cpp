// Answers worked by hand; random networks against the arc program are in tst_engineering_random.
#include "tests/twin/flow/flow_networks.h"
#include "twin/flow/engineering.h"
#include "twin/flow/engineering_check.h"

#include <QTest>

#include <cmath>

using namespace twin;
using namespace twin::flow;

namespace {

/// Two ways from a to d of 1 and 3 Mb/s; the thin one over b is the shorter.
const char* const kTwoWays = R"(
    a b 1 1000 1000
    b a 1 1000 1000
    b d 1 1000 1000
    d b 1 1000 1000
    a c 2 3000 5000
    c a 2 3000 5000
    c d 2 3000 5000
    d c 2 3000 5000)";

Engineering solved(const network::Network& network, const network::DemandSet& demands,
                   const EngineeringOptions& options)
{
    auto answer = engineer(network.graph, demands.demands, options);
    if (!answer) {
        qFatal("%s", answer.error().text().c_str());
    }
    return std::move(*answer);
}

bool isNear(double value, double expected, double gap)
{
    return std::abs(value - expected) <= gap * expected;
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
        QTest::newRow("gap of nothing") << 0.0 << 1e6;
        QTest::newRow("gap of all") << 1.0 << 1e6;
        QTest::newRow("gap that is no number") << std::nan("") << 1e6;
        QTest::newRow("negative demand") << 0.01 << -1.0;
        QTest::newRow("demand that is no number") << 0.01 << std::nan("");
    }

    void badOptionsAreRefused()
    {
        QFETCH(double, gap);
        QFETCH(double, bps);
        const auto network = flow_test::networkFrom("a b c d", kTwoWays);
        const network::NodeDemand demand{network.graph.nodeByName("a"), network.graph.nodeByName("d"), bps};
        EngineeringOptions options;
        options.gap = gap;
        const auto answer = engineer(network.graph, {&demand, 1}, options);
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::BadInput);
    }

    /// 2 Mb/s over 1 + 3 Mb/s: both ways equally full at 1/2, that is 0.5 and 1.5 Mb/s. Growing together:
    /// factor 2. Throughput and fair rate: all 2 Mb/s. ECMP would fill the thin way twice.
    void twoWaysShareByCapacity_data()
    {
        QTest::addColumn<int>("objective");
        QTest::addColumn<double>("value");
        QTest::newRow("utilisation") << static_cast<int>(TeObjective::Utilisation) << 0.5;
        QTest::newRow("throughput") << static_cast<int>(TeObjective::Throughput) << 2e6;
        QTest::newRow("concurrent") << static_cast<int>(TeObjective::Concurrent) << 2.0;
    }

    void twoWaysShareByCapacity()
    {
        QFETCH(int, objective);
        QFETCH(double, value);
        const auto network = flow_test::networkFrom("a b c d", kTwoWays);
        const auto demands = flow_test::demandsFrom(network, "a d 2000000");
        for (const bool exact : {false, true}) {
            EngineeringOptions options;
            options.objective = static_cast<TeObjective>(objective);
            options.gap = 1e-4;
            options.exact = exact;
            const Engineering answer = solved(network, demands, options);
            QVERIFY2(answer.gapReached && isNear(answer.value, value, 2e-4),
                     QByteArray::number(answer.value));
            QVERIFY(checkEngineering(network.graph, demands.demands, options, answer).has_value());
        }
    }

    /// Within 4 ms only the thin way (2 ms) is left: 2 Mb/s over 1 Mb/s is a utilisation of 2.
    void aDelayLimitTakesTheLongWayAway()
    {
        const auto network = flow_test::networkFrom("a b c d", kTwoWays);
        const auto demands = flow_test::demandsFrom(network, "a d 2000000");
        EngineeringOptions options;
        options.maxDelay = 4 * kMillisecond;
        const Engineering answer = solved(network, demands, options);
        QVERIFY2(isNear(answer.value, 2, 0.01), QByteArray::number(answer.value));
        options.maxDelay = 1 * kMillisecond;
        QCOMPARE(solved(network, demands, options).beyondDelay, std::vector<std::uint32_t>{0});
    }

    /// One full link of 1 Mb/s shared by three demands of 0.2, 1 and 1 Mb/s: 0.2, 0.4, 0.4.
    void fairRatesStopAtTheDemandAndShareTheRest()
    {
        const auto network = flow_test::networkFrom("a b", "a b 1 1000 1\n b a 1 1000 1");
        const auto demands = flow_test::demandsFrom(network, "a b 200000\n a b 1000000\n a b 1000000");
        EngineeringOptions options;
        options.objective = TeObjective::MaxMin;
        options.gap = 1e-3;
        const Engineering answer = solved(network, demands, options);
        QVERIFY(isNear(answer.rate_bps[0], 2e5, 2e-3));
        QVERIFY(isNear(answer.rate_bps[1], 4e5, 2e-3));
        QVERIFY(isNear(answer.rate_bps[2], 4e5, 2e-3));
    }

    void aDemandWithoutAPathIsNamedAndLeftOut()
    {
        const auto network = flow_test::networkFrom("a b z", "a b 1 1000 1\n b a 1 1000 1");
        const auto demands = flow_test::demandsFrom(network, "a z 5000\n a b 500000");
        const Engineering answer = solved(network, demands, {});
        QCOMPARE(answer.disconnected, std::vector<std::uint32_t>{0});
        QVERIFY(isNear(answer.value, 0.5, 0.01));
    }

    /// The check from outside sees a load that is not that of the paths, and a bound that the prices do not
    /// prove.
    void aWrongAnswerFailsItsCheck()
    {
        const auto network = flow_test::networkFrom("a b c d", kTwoWays);
        const auto demands = flow_test::demandsFrom(network, "a d 2000000");
        const EngineeringOptions options;
        const Engineering answer = solved(network, demands, options);
        Engineering wrongLoad = answer;
        wrongLoad.load_bps[0] += 1000;
        QVERIFY(!checkEngineering(network.graph, demands.demands, options, wrongLoad));
        Engineering wrongBound = answer;
        wrongBound.bound = answer.value * 1.5;
        QVERIFY(!checkEngineering(network.graph, demands.demands, options, wrongBound));
    }

    void aCancelledRunSaysSo()
    {
        const auto network = flow_test::networkFrom("a b c d", kTwoWays);
        const auto demands = flow_test::demandsFrom(network, "a d 2000000");
        const std::atomic<bool> cancelled{true};
        EngineeringOptions options;
        options.cancelled = &cancelled;
        const auto answer = engineer(network.graph, demands.demands, options);
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestEngineering)
#include "tst_engineering.moc"
