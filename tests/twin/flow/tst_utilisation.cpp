#include "tests/twin/flow/flow_networks.h"
#include "twin/flow/utilisation.h"
#include "twin/network/shortest_paths.h"

#include <QTest>

using namespace twin;

class TestUtilisation : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void nothingLoadedHasNoWorstArc()
    {
        const auto network = flow_test::networkFrom("a b", "a b 1 1000 1\n b a 1 1000 1");
        const std::vector<double> idle(network.graph.arcCount(), 0);
        const flow::WorstArc worst = flow::worstUtilisation(network.graph, idle);
        QCOMPARE(worst.utilisation, 0.0);
        QVERIFY(!worst.arc.isValid());
    }

    /// a -> c directly (1 Mb/s) and over b (weights 1 + 1 = 2): equal, so 1 Mb/s splits into halves; the
    /// thin arc b -> c of 0.5 Mb/s is full.
    void theFullestArcIsNamed()
    {
        const auto network = flow_test::networkFrom("a b c", R"(
            a c 2 1000 1
            c a 2 1000 1
            a b 1 1000 1
            b a 1 1000 1
            b c 1 500 1
            c b 1 500 1)");
        const auto demands = flow_test::demandsFrom(network, "a c 1000000");
        const auto loads = network::ecmpLoads(network.graph, demands.demands, {}, network::PathCost::Metric);
        const flow::WorstArc worst = flow::worstUtilisation(network.graph, loads.arc_bps);
        QCOMPARE(worst.utilisation, 1.0);
        QCOMPARE(network.graph.arcName(worst.arc.value()), std::string("b~c>"));
        QCOMPARE(network.graph.linkLabel(network.graph.link(worst.arc.value())),
                 std::string("edge_4;edge_5"));
        QCOMPARE(network.graph.arcByName("edge_4"), worst.arc);
    }
};

QTEST_GUILESS_MAIN(TestUtilisation)
#include "tst_utilisation.moc"
