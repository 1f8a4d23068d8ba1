#include "tests/twin/flow/random_network.h"
#include "twin/flow/residual.h"
#include "twin/network/shortest_paths.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace twin;
using namespace twin::flow;
using network::Network;
using network::PathCost;

namespace {

constexpr std::uint64_t kSeed = 20260703;
constexpr double kUnmeasured = std::numeric_limits<double>::quiet_NaN();
/// Only what a test says is uncertain.
constexpr UncertaintyModel kSure{0, 0, 0, 0, 0.25};

/// a - b - c in a row, 1 Gb/s.
Network line()
{
    return flow_test::networkFrom("a b c",
                                  "a b 1 1000000 1\n b a 1 1000000 1\n b c 1 1000000 1\n c b 1 1000000 1");
}

RoutedBackground routed(const Network& network, const Background& background,
                        std::span<const std::uint8_t> failed = {})
{
    auto out = routeBackground(network.graph, background,
                               {network::arcCosts(network.graph, PathCost::Metric), failed});
    if (!out) {
        qFatal("%s", out.error().text().c_str());
    }
    return std::move(*out);
}

FlowLoads noFlows(const Network& network)
{
    return flowLoads(network.graph, {}, {});
}

std::uint32_t arc(const Network& network, const char* name)
{
    return network.graph.arcByName(name).value();
}

} // namespace

class TestResidual : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    /// a to c 30 Mb/s and a to b 10: a~b carries 40, b~c 30. Measured 46 and nothing known of b~c.
    void whatIsMeasuredLessWhatIsExpected()
    {
        const Network network = line();
        const auto background = backgroundOf(flow_test::demandsFrom(network, "a c 30e6\n a b 10e6"));
        const auto paths = routed(network, background);
        std::vector<double> measured(network.graph.arcCount(), kUnmeasured);
        measured[arc(network, "a~b>")] = 46e6;
        const std::vector<double> nominal{1};
        const auto flows = noFlows(network);
        const ArcResiduals found = residuals(
            network.graph, {paths, nominal, flows, measured, {}, {}, {}, false}, {0.05, 0, 0, 0, 0.25});
        QCOMPARE(found.measured, 1U);
        QCOMPARE(found.expected_bps[arc(network, "a~b>")], 40e6);
        QCOMPARE(found.residual_bps[arc(network, "a~b>")], 6e6);
        QVERIFY(std::abs(found.significance(arc(network, "a~b>")) - 6 / (0.05 * 46)) < 1e-6);
        QCOMPARE(found.expected_bps[arc(network, "b~c>")], 30e6);
        QVERIFY(std::isnan(found.residual_bps[arc(network, "b~c>")]));
        QCOMPARE(found.significance(arc(network, "b~c>")), 0.0);
    }

    /// Each term alone, on a~b of 1 Gb/s that carries 40 Mb/s: the deviation in Mb/s.
    void deviationsByHand_data()
    {
        QTest::addColumn<double>("meter");
        QTest::addColumn<double>("floor");
        QTest::addColumn<double>("drift");
        QTest::addColumn<double>("demand");
        QTest::addColumn<double>("flow");
        QTest::addColumn<double>("change");
        QTest::addColumn<double>("expected");
        QTest::newRow("meter: 2 % of 40") << 0.02 << 0.0 << 0.0 << 0.0 << 0.0 << 0.0 << 0.8;
        QTest::newRow("floor: 0.1 % of 1,000") << 0.0 << 0.001 << 0.0 << 0.0 << 0.0 << 0.0 << 1.0;
        QTest::newRow("drift: 1 % of 40 by √9 s") << 0.0 << 0.0 << 0.01 << 0.0 << 0.0 << 0.0 << 1.2;
        QTest::newRow("demands: 10 % of 30 and of 10")
            << 0.0 << 0.0 << 0.0 << 0.1 << 0.0 << 0.0 << std::sqrt(10.0);
        QTest::newRow("a flow's own") << 0.0 << 0.0 << 0.0 << 0.0 << 2.5 << 0.0 << 2.5;
        QTest::newRow("said from outside") << 0.0 << 0.0 << 0.0 << 0.0 << 0.0 << 7.0 << 7.0;
        QTest::newRow("together") << 0.02 << 0.001 << 0.01 << 0.1 << 2.5 << 7.0
                                  << std::sqrt(0.64 + 1 + 1.44 + 10 + 6.25 + 49);
    }

    void deviationsByHand()
    {
        QFETCH(double, meter);
        QFETCH(double, floor);
        QFETCH(double, drift);
        QFETCH(double, demand);
        QFETCH(double, flow);
        QFETCH(double, change);
        QFETCH(double, expected);
        const Network network = line();
        const auto background = backgroundOf(flow_test::demandsFrom(network, "a c 30e6\n a b 10e6"));
        const auto paths = routed(network, background);
        const std::uint32_t ab = arc(network, "a~b>");
        const std::vector<ModelFlow> list{
            {network.graph.nodeByName("a"), network.graph.nodeByName("b"), 0, flow * 1e6, {}}};
        const auto cost = network::arcCosts(network.graph, PathCost::Metric);
        const auto flows = flowLoads(network.graph, list, placeFlows(network.graph, list, cost, {}));
        std::vector<double> measured(network.graph.arcCount(), kUnmeasured);
        measured[ab] = 40e6;
        const std::vector<double> age(network.graph.arcCount(), 9);
        const std::vector<double> changed(network.graph.arcCount(), change * 1e6);
        const std::vector<double> nominal{1};
        const ArcResiduals found =
            residuals(network.graph, {paths, nominal, flows, measured, age, changed, {}, false},
                      {meter, floor, drift, demand, 0.25});
        QVERIFY(std::abs(found.deviation_bps[ab] / 1e6 - expected) < 1e-6);
    }

    void aFullLinkIsExpectedFull()
    {
        const Network network = line();
        const auto background = backgroundOf(flow_test::demandsFrom(network, "a b 1.3e9"));
        const auto paths = routed(network, background);
        const std::vector<double> measured(network.graph.arcCount(), 1e9);
        const std::vector<double> nominal{1};
        const auto flows = noFlows(network);
        const ArcResiduals found =
            residuals(network.graph, {paths, nominal, flows, measured, {}, {}, {}, true}, {});
        const std::uint32_t ab = arc(network, "a~b>");
        QCOMPARE(found.asked_bps[ab], 1.3e9);
        QCOMPARE(found.expected_bps[ab], 1e9);
        QCOMPARE(found.residual_bps[ab], 0.0);
        QCOMPARE(found.levels[0], 1.0); // a full link does not tell how much is asked
    }

    void aFailedArcIsExpectedEmpty()
    {
        const Network network = line();
        const auto background = backgroundOf(flow_test::demandsFrom(network, "a b 1e8"));
        std::vector<std::uint8_t> failed(network.graph.arcCount(), 0);
        failed[arc(network, "a~b>")] = 1;
        const auto paths = routed(network, background, failed);
        QCOMPARE(paths.unrouted_bps[0], 1e8);
        const std::vector<double> measured(network.graph.arcCount(), 0);
        const std::vector<double> nominal{1};
        const auto flows = noFlows(network);
        const ArcResiduals found =
            residuals(network.graph, {paths, nominal, flows, measured, {}, {}, failed, true}, {});
        QCOMPARE(found.expected_bps[arc(network, "a~b>")], 0.0);
        QCOMPARE(found.residual_bps[arc(network, "a~b>")], 0.0);
    }

    /// Two groups, both 30 % and 60 % off: found to 1 %, though one link in ten is far off on its own.
    void levelsAreFittedWhateverSomeLinksDo()
    {
        const Network network = flow_test::randomNetwork(40, kSeed);
        Rng random(kSeed, "residual.levels");
        Background background;
        std::vector<network::NodeDemand> demands;
        for (int i = 0; i < 600; ++i) {
            demands.push_back({network::NodeIndex{random.below(40)}, network::NodeIndex{random.below(40)},
                               random.uniform(1e2, 1e3)});
        }
        background.pairs = std::make_shared<const PairSet>(PairSet::of(demands));
        for (const char* name : {"day", "night"}) {
            DemandGroup group{name, {}};
            for (std::size_t pair = 0; pair < background.pairs->size(); ++pair) {
                group.pair_bps.push_back(random.uniform(1e2, 1e3));
            }
            background.groups.push_back(std::move(group));
        }
        const auto paths = routed(network, background);
        const std::vector<double> real{1.3, 0.2};
        std::vector<double> measured = paths.loadsAt(real);
        for (double& load : measured) {
            load *= (1 + 0.01 * random.normal()) * (random.below(10) == 0 ? 2 : 1);
        }
        const std::vector<double> nominal{1, 0.5};
        const auto flows = noFlows(network);
        const ArcResiduals found =
            residuals(network.graph, {paths, nominal, flows, measured, {}, {}, {}, true}, {});
        for (const std::size_t group : {0U, 1U}) {
            QVERIFY2(std::abs(found.levels[group] - real[group]) < 0.01 + 3 * found.levelDeviation[group],
                     qPrintable(QStringLiteral("seed %1: %2 ± %3")
                                    .arg(kSeed)
                                    .arg(found.levels[group])
                                    .arg(found.levelDeviation[group])));
            QVERIFY(found.levelDeviation[group] < 0.05);
        }
    }

    /// With nothing but noise of the sizes the model says, residuals are as large as it says.
    void theSizeOfNoiseIsAsTheModelSays()
    {
        const Network network = flow_test::randomNetwork(60, kSeed);
        Rng random(kSeed, "residual.noise");
        network::DemandSet demands;
        for (std::uint32_t a = 0; a < 60; ++a) {
            for (std::uint32_t b = 0; b < 60; ++b) {
                if (a != b) {
                    demands.demands.push_back(
                        {network::NodeIndex{a}, network::NodeIndex{b}, random.uniform(10, 100)});
                }
            }
        }
        const auto believed = backgroundOf(demands);
        const auto paths = routed(network, believed);
        network::DemandSet actual = demands;
        for (auto& demand : actual.demands) {
            demand.bps *= 1 + 0.1 * random.normal();
        }
        const auto cost = network::arcCosts(network.graph, PathCost::Metric);
        std::vector<double> measured =
            *backgroundLoads(network.graph, backgroundOf(actual), std::vector<double>{1}, {cost});
        for (double& load : measured) {
            load *= 1 + 0.02 * random.normal();
        }
        const std::vector<double> nominal{1};
        const auto flows = noFlows(network);
        const ArcResiduals found = residuals(
            network.graph, {paths, nominal, flows, measured, {}, {}, {}, true}, {0.02, 0, 0, 0.1, 0.25});
        QVERIFY2(found.rmsSignificance > 0.75 && found.rmsSignificance < 1.25,
                 qPrintable(QStringLiteral("seed %1: %2").arg(kSeed).arg(found.rmsSignificance)));
    }

    /// A flow on its said path while that is whole, then on the shortest.
    void flowsTakeTheirPathWhileItIsWhole()
    {
        const Network network = flow_test::networkFrom("a b c", R"(
            a c 1 1000 1
            c a 1 1000 1
            a b 1 1000 1
            b a 1 1000 1
            b c 1 1000 1
            c b 1 1000 1)");
        const auto cost = network::arcCosts(network.graph, PathCost::Metric);
        const std::uint32_t ab = arc(network, "a~b>");
        const std::uint32_t bc = arc(network, "b~c>");
        const std::vector<ModelFlow> flows{
            {network.graph.nodeByName("a"), network.graph.nodeByName("c"), 5, 0, {ab, bc}},
            {{}, {}, 7, 0, {}}};
        QCOMPARE(placeFlows(network.graph, flows, cost, {})[0], (std::vector<std::uint32_t>{ab, bc}));
        std::vector<std::uint8_t> failed(network.graph.arcCount(), 0);
        failed[bc] = 1;
        const auto paths = placeFlows(network.graph, flows, cost, failed);
        QCOMPARE(paths[0], std::vector<std::uint32_t>{arc(network, "a~c>")});
        QCOMPARE(flowLoads(network.graph, flows, paths).unrouted_bps, 7.0);
    }
};

QTEST_GUILESS_MAIN(TestResidual)
#include "tst_residual.moc"
