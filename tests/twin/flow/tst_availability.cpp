#include "tests/twin/flow/flow_networks.h"
#include "tests/twin/generate/small_nation.h"
#include "twin/flow/availability.h"
#include "twin/flow/outage_history.h"

#include <QTest>

#include <cmath>

using namespace twin;
using namespace twin::flow;

namespace {

constexpr double kHour_s = 3600;
constexpr double kYear = 365.25 * 24 * kHour_s;

/// Up for 90 h, cut for 10 h, on average: unavailability 0.1.
constexpr ConduitReliability kShaky{90 * kHour_s, 10 * kHour_s};
constexpr ConduitReliability kNever{};

AvailabilityOptions options(double years, std::uint64_t seed = 1)
{
    AvailabilityOptions out;
    out.years = years;
    out.seed = seed;
    out.cost = network::PathCost::Metric;
    return out;
}

AvailabilityResult simulate(const network::Network& network, const std::string& demands,
                            const std::vector<ConduitReliability>& reliability,
                            const AvailabilityOptions& with)
{
    const auto set = flow_test::demandsFrom(network, demands);
    auto result = simulateAvailability(network.graph, set.demands, reliability, with);
    if (!result) {
        qFatal("%s", result.error().text().c_str());
    }
    return std::move(*result);
}

/// Not outside the interval stretched by half: that would be rarer than 1 in 200.
bool agrees(const Estimated& estimated, double truth)
{
    const double half = 1.5 * (estimated.high - estimated.low) / 2;
    return std::abs(estimated.mean - truth) <= half && half > 0;
}

const char* const kTwoInParallel = "a b 1 10000 1\n b a 1 10000 1\n a b 1 10000 1\n b a 1 10000 1";
const char* const kTwoInSeries = "a b 1 10000 1\n b a 1 10000 1\n b c 1 10000 1\n c b 1 10000 1";

} // namespace

class TestAvailability : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void badYearsAndTooManyEventsAreRefused()
    {
        const auto network = flow_test::networkFrom("a b", "a b 1 1000 1\n b a 1 1000 1");
        const std::vector<ConduitReliability> one{kShaky};
        for (const double years : {0.0, -1.0, 1e10, std::nan("")}) {
            const auto result = simulateAvailability(network.graph, {}, one, options(years));
            QVERIFY(!result);
            QCOMPARE(result.error().code, ErrorCode::BadInput);
        }
        QCOMPARE(simulateAvailability(network.graph, {}, one, options(1e8)).error().code,
                 ErrorCode::TooLarge);
        QCOMPARE(simulateAvailability(network.graph, {}, {}, options(1)).error().code, ErrorCode::BadInput);
        AvailabilityOptions engineered = options(1);
        engineered.routing = SweepRouting::Engineered;
        QCOMPARE(simulateAvailability(network.graph, {}, one, engineered).error().code, ErrorCode::BadInput);
        const std::atomic<bool> cancelled{true};
        AvailabilityOptions with = options(1);
        with.cancelled = &cancelled;
        QCOMPARE(simulateAvailability(network.graph, {}, one, with).error().code, ErrorCode::Cancelled);
    }

    /// One conduit: 0.9. Two in series: 0.81. Two in parallel: 1 - 0.01.
    void seriesAndParallelAreAsComputed_data()
    {
        QTest::addColumn<QString>("nodes");
        QTest::addColumn<QString>("arcs");
        QTest::addColumn<QString>("demand");
        QTest::addColumn<int>("conduits");
        QTest::addColumn<double>("truth");
        QTest::newRow("one") << "a b"
                             << "a b 1 10000 1\n b a 1 10000 1"
                             << "a b 1000000" << 1 << 0.9;
        QTest::newRow("series") << "a b c" << kTwoInSeries << "a c 1000000" << 2 << 0.81;
        QTest::newRow("parallel") << "a b" << kTwoInParallel << "a b 1000000" << 2 << 0.99;
    }

    void seriesAndParallelAreAsComputed()
    {
        QFETCH(QString, nodes);
        QFETCH(QString, arcs);
        QFETCH(QString, demand);
        QFETCH(int, conduits);
        QFETCH(double, truth);
        const auto network = flow_test::networkFrom(nodes.toStdString(), arcs.toStdString());
        const std::vector<ConduitReliability> reliability(static_cast<std::size_t>(conduits), kShaky);
        for (std::uint64_t seed = 1; seed <= 5; ++seed) {
            const AvailabilityResult result =
                simulate(network, demand.toStdString(), reliability, options(100, seed));
            QCOMPARE(result.pairs.size(), std::size_t{1});
            QVERIFY2(agrees(result.pairs[0].availability, truth), qPrintable(QString("seed %1").arg(seed)));
            QVERIFY(agrees(result.allConnected, truth));
            // 1 Mb/s lost (1 - truth) of 8,766 h a year
            QVERIFY(agrees(result.lost_gbpsHoursPerYear, 0.001 * (1 - truth) * kYear / kHour_s));
        }
    }

    /// The interval holds the truth in 95 of 100 runs; 85 are demanded.
    void theIntervalHoldsTheTruth()
    {
        const auto network = flow_test::networkFrom("a b", "a b 1 10000 1\n b a 1 10000 1");
        int held = 0;
        for (std::uint64_t seed = 100; seed < 200; ++seed) {
            const auto result = simulate(network, "a b 1000000", {kShaky}, options(50, seed));
            const Estimated& found = result.pairs[0].availability;
            held += found.low <= 0.9 && 0.9 <= found.high ? 1 : 0;
        }
        QVERIFY2(held >= 85, qPrintable(QString::number(held)));
    }

    void aPairThatIsNeverDownIsNotCertain()
    {
        const auto network = flow_test::networkFrom("a b", "a b 1 10000 1\n b a 1 10000 1");
        const std::vector<ConduitReliability> rare{{1e6 * kYear, 10 * kHour_s}};
        const Estimated found = simulate(network, "a b 1", rare, options(10)).pairs[0].availability;
        QCOMPARE(found.mean, 1.0);
        QCOMPARE(found.high, 1.0);
        QCOMPARE(found.low, 1 - 3 * 10 * kHour_s / (10 * kYear));
        const Estimated never = simulate(network, "a b 1", {kNever}, options(10)).pairs[0].availability;
        QCOMPARE(never.low, 1.0);
    }

    void aPairWithoutAPathIsNeverUp()
    {
        const auto network = flow_test::networkFrom("a b c", "a b 1 10000 1\n b a 1 10000 1");
        const auto result = simulate(network, "a c 1000000000\n a b 1000000", {kNever}, options(10));
        QCOMPARE(result.pairs[0].availability.mean, 1.0);
        QCOMPARE(result.pairs[1].availability.mean, 0.0);
        QCOMPARE(result.allConnected.mean, 0.0);
        QVERIFY(std::abs(result.lost_gbpsHoursPerYear.mean - kYear / kHour_s) < 1e-6);
    }

    /// Two links of 10 Mb/s and 15 to carry: with one cut, max-min loses 5 (0.18 of the time), with two all.
    void fullLinksLoseTrafficToo()
    {
        const auto network = flow_test::networkFrom("a b", kTwoInParallel);
        AvailabilityOptions with = options(200);
        with.routing = SweepRouting::MaxMin;
        const auto result = simulate(network, "a b 15000000", {kShaky, kShaky}, with);
        QVERIFY(agrees(result.lost_gbpsHoursPerYear, (0.005 * 0.18 + 0.015 * 0.01) * kYear / kHour_s));
    }

    void timeInEachStateAddsUp()
    {
        const std::vector<ConduitReliability> reliability{kShaky, kNever, {50 * kHour_s, 0}, kShaky};
        double sum = 0;
        for (const auto& [cut, seconds] : simulateOutages(reliability, 3, 7, 2)) {
            QVERIFY(std::ranges::is_sorted(cut));
            QVERIFY(std::ranges::find(cut, 1U) == cut.end());
            QVERIFY(seconds >= 0);
            sum += seconds;
        }
        QVERIFY(std::abs(sum / (3 * kYear) - 1) < 1e-12);
        QVERIFY(std::abs(expectedEvents(std::vector{kShaky}, 1) - 2 * 8766.0 / 100) < 1e-9);
    }

    void threadsChangeNoBit()
    {
        const auto network = flow_test::networkFrom("a b c", kTwoInSeries);
        AvailabilityOptions with = options(50);
        const auto digest = [&] {
            return digestOf(simulate(network, "a c 1000000\n a b 500000", {kShaky, kShaky}, with));
        };
        const std::string one = digest();
        with.threads = 2;
        QCOMPARE(digest(), one);
        with.threads = 4;
        QCOMPARE(digest(), one);
        with.seed = 2;
        QVERIFY(digest() != one);
    }

    /// 4,900 us of light are 1,000 km, cut 1.5 times a year.
    void reliabilityOfAFileIsEstimated()
    {
        const auto network = flow_test::networkFrom("a b", "a b 1 1000 4900\n b a 1 1000 4900");
        const Reliability found = reliabilityOf(network.graph, nullptr, false);
        QCOMPARE(found.conduits.size(), std::size_t{1});
        QVERIFY(std::abs(found.conduits[0].up_s / (kYear / 1.5) - 1) < 1e-12);
        QCOMPARE(found.conduits[0].repair_s, 8 * kHour_s);
        QCOMPARE(found.assumptions.size(), std::size_t{3});
        QCOMPARE(found.assumptions[2], std::string("1 conduits say no time to repair: 8 h"));
        const Reliability other = reliabilityOf(network.graph, nullptr, false, {3, 2.5});
        QVERIFY(std::abs(other.conduits[0].up_s / (kYear / 3) - 1) < 1e-12);
        QCOMPARE(other.conduits[0].repair_s, 2.5 * kHour_s);
    }

    void reliabilityOfARegistryIsItsOwn()
    {
        auto registry = smallnation::registry();
        registry->conduits[0].asset.meanBetweenFailures = 1000 * twin::kHour;
        registry->conduits[0].asset.meanRepair = 4 * twin::kHour;
        registry->conduits[1].route_m = 500'000;
        registry->conduits[1].cutsPer1000kmYear = 4;
        registry->conduits[2].route_m = 0;
        registry->conduits[2].cutsPer1000kmYear = 0;
        registry->conduits[2].asset.meanBetweenFailures = 0;
        const network::Graph graph = network::Graph::build(*registry);
        const Reliability found = reliabilityOf(graph, registry.get(), false);
        QCOMPARE(found.conduits.size(), std::size_t{3});
        QCOMPARE(found.conduits[0].up_s, 1000 * kHour_s);
        QCOMPARE(found.conduits[0].repair_s, 4 * kHour_s);
        QVERIFY(std::abs(found.conduits[1].up_s / (kYear / 2) - 1) < 1e-12);
        QVERIFY(std::isinf(found.conduits[2].up_s));
        QCOMPARE(reliabilityOf(graph, registry.get(), true).conduits.size(), registry->conduits.size());
    }
};

QTEST_GUILESS_MAIN(TestAvailability)
#include "tst_availability.moc"
