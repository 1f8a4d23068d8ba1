#include "tests/twin/generate/small_nation.h"
#include "twin/generate/feed_traffic.h"

#include <QTest>

#include <cmath>

using namespace twin;
using namespace twin::generate;

/// What links carry of what they are asked.
class TestFeedTraffic : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    /// A flow of 20 Gb/s from A over C to B. A~C is asked for 95 + 20 of its 100 Gb/s, so the flow gets
    /// 20 · 100 / 115, and that is all C~B sees of it: 35 + 17.39.
    void aFlowHeldBackSendsLessEverywhere()
    {
        const auto registry = smallnation::registry();
        auto workload = smallnation::workload();
        workload->demands[1].busy_bps = 95e9; // A to C
        registry::Flow flow;
        flow.id = "F.000003";
        flow.src = "S.A";
        flow.dst = "S.B";
        flow.rateRequested_bps = 20e9;
        flow.arcs = {"L.A~C>", "L.B~C<"};
        workload->flows = {std::make_shared<const registry::Flow>(flow)};
        FeedTraffic traffic(registry, workload, 1);
        traffic.refresh({0, 0, 21});
        const std::uint32_t ac = registry->find("L.A~C")->index;
        const std::uint32_t bc = registry->find("L.B~C")->index;
        QVERIFY(std::abs(traffic.askedForward(ac) - 115e9) < 1);
        QVERIFY(std::abs(traffic.flowShare(0) - 100.0 / 115) < 1e-12);
        QVERIFY(std::abs(traffic.askedReverse(bc) - 55e9) < 1);
        QVERIFY(std::abs(traffic.offeredReverse(bc) - (35e9 + 20e9 * 100 / 115)) < 1);
        QVERIFY(traffic.offeredForward(ac) >= 100e9); // the full link stays full
    }

    /// Until traffic is rerouted, a flow over a dark link sends nothing at all.
    void aFlowOverADarkLinkSendsNothing()
    {
        const auto registry = smallnation::registry();
        auto workload = smallnation::workload();
        workload->demands.clear();
        registry::Flow flow = *workload->flows[0];
        flow.src = "S.A";
        flow.dst = "S.B";
        flow.arcs = {"L.A~C>", "L.B~C<"};
        workload->flows = {std::make_shared<const registry::Flow>(flow)};
        FeedTraffic traffic(registry, workload, 1);
        traffic.refresh({0, 0, 21});
        const std::uint32_t bc = registry->find("L.B~C")->index;
        QCOMPARE(traffic.offeredReverse(bc), 1e9);
        const std::uint32_t cut[] = {registry->conduit("D.A~C").value()};
        traffic.setCut(cut);
        QCOMPARE(traffic.askedReverse(bc), 1e9);
        QCOMPARE(traffic.offeredReverse(bc), 0.0);
    }
};

QTEST_GUILESS_MAIN(TestFeedTraffic)
#include "tst_feed_traffic.moc"
