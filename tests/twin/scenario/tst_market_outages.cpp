#include "scenario_grounds.h"
#include "scenario_runs.h"
#include "twin/scenario/market_outages.h"

#include <QTest>

#include <algorithm>
#include <atomic>

using namespace scenario_test;

namespace {

Command lasting(double from_h, double to_h, Action action)
{
    return at(from_h * 3'600, std::move(action), to_h * 3'600);
}

MarketOutages outagesOf(const GroundPtr& ground, const Document& document, double hours)
{
    auto out = marketOutages(*ground, document, *ground->world()->graph, hours);
    if (!out) {
        qFatal("%s", out.error().text().c_str());
    }
    return std::move(*out);
}

} // namespace

class TstMarketOutages : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void aQuietScenarioTakesNothing()
    {
        const MarketOutages out = outagesOf(smallGround(), documentOf({}, 0), 24);
        QVERIFY(out.pools.empty() && out.arcs.empty());
    }

    /// In two commands that follow on each other, and one that goes on after the contracts end.
    void poolsAreOutAsLongAsTheyAre()
    {
        const Action fail = Fail{{TargetKind::Pool, kZhongwei}};
        const MarketOutages out =
            outagesOf(smallGround(),
                      documentOf({lasting(2, 3, fail), lasting(3, 5, fail), lasting(20, 40, fail)}, 0), 24);
        QCOMPARE(out.pools.size(), std::size_t{2});
        QCOMPARE(out.pools[0].poolId, std::string(kZhongwei));
        QCOMPARE(out.pools[0].from_h, 2.0);
        QCOMPARE(out.pools[0].to_h, 5.0);
        QCOMPARE(out.pools[1].from_h, 20.0);
        QCOMPARE(out.pools[1].to_h, 24.0);
    }

    void aCutConduitTakesItsArcs()
    {
        const GroundPtr ground = smallGround();
        const MarketOutages out =
            outagesOf(ground, documentOf({lasting(1, 1.5, Fail{{TargetKind::Conduit, "D.BEJ~XIA"}})}, 0), 24);
        const twin::network::Graph& graph = *ground->world()->graph;
        twin::registry::ConduitIndex conduit;
        for (std::uint32_t i = 0; i < graph.conduitCount(); ++i) {
            if (graph.conduitName(twin::registry::ConduitIndex(i)) == "D.BEJ~XIA") {
                conduit = twin::registry::ConduitIndex(i);
            }
        }
        QVERIFY(conduit.isValid());
        const auto arcs = graph.arcsOf(conduit);
        QVERIFY(!arcs.empty());
        QCOMPARE(out.arcs.size(), arcs.size());
        for (const auto& outage : out.arcs) {
            QVERIFY(std::ranges::find(arcs, outage.arc) != arcs.end());
            QCOMPARE(outage.from_h, 1.0);
            QCOMPARE(outage.to_h, 1.5);
        }
    }

    void whatCannotBeDoneIsAnError()
    {
        const GroundPtr ground = smallGround();
        const Document document = documentOf({lasting(1, 2, Fail{{TargetKind::Conduit, "D.NOWHERE"}})}, 0);
        QVERIFY(!marketOutages(*ground, document, *ground->world()->graph, 24));
        const std::atomic<bool> cancelled = true;
        const auto out = marketOutages(*ground, documentOf({}, 0), *ground->world()->graph, 24, &cancelled);
        QVERIFY(!out && out.error().code == twin::ErrorCode::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TstMarketOutages)
#include "tst_market_outages.moc"
