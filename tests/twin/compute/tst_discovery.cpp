#include "tests/support/fake_twin.h"
#include "tests/twin/compute/nation.h"
#include "tests/twin/compute/near.h"
#include "twin/compute/data_rules.h"
#include "twin/compute/discovery.h"
#include "twin/compute/standing_query.h"
#include "twin/network/latency_reach.h"
#include "twin/network/network.h"
#include "twin/support/rng.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace twin::compute;
using test::ComputeNation;

namespace {

DiscoveryAnswer ask(const ComputeNation& nation, const char* text,
                    const twin::registry::Workload* workload = nullptr)
{
    const auto query = parseQuery(text);
    if (!query) {
        qFatal("%s", query.error().text().c_str());
    }
    const OfferTable table(nation.registry, workload != nullptr ? workload : nation.workload.get());
    const auto network = nation.network();
    const auto answer = discover(*query, table, network.graph);
    if (!answer) {
        qFatal("%s", answer.error().text().c_str());
    }
    return *answer;
}

/// Pools of the matches, in order.
QString poolsOf(const ComputeNation& nation, const DiscoveryAnswer& answer)
{
    const OfferTable table(nation.registry, nation.workload.get());
    QStringList out;
    for (const DiscoveryMatch& match : answer.matches) {
        out.append(QString::fromStdString(table.pool(table.offers()[match.offer]).id));
    }
    return out.join(' ');
}

} // namespace

class TstDiscovery : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void aPlaceThatIsNoneIsNamed()
    {
        const ComputeNation nation = test::computeNation();
        const auto network = nation.network();
        const OfferTable table(nation.registry, nullptr);
        const auto answer = discover(*parseQuery("cards > 1 and latency(nowhere) < 5"), table, network.graph);
        QVERIFY(!answer);
        QCOMPARE(answer.error().column, 23);
    }

    /// Planned pools (pl-6) are no offer; conditions of every kind.
    void conditionsSelect_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("pools"); ///< by price
        const auto row = [](const char* query, const char* pools) {
            QTest::newRow(query) << QString::fromUtf8(query) << QString::fromUtf8(pools);
        };
        row("", "pl-5 pl-4 pl-2 pl-1 pl-3");
        row("chip = NPU-320", "pl-4 pl-1");
        row("chip in (NPU-320, GPU-989)", "pl-4 pl-1 pl-3");
        row("chip ~ GPU", "pl-2 pl-3");
        row("chip != NPU-320 and type = intelligent", "pl-2 pl-3");
        row("not chip = NPU-320 and not type = general", "pl-2 pl-3");
        row("fp16 >= 3E", "pl-4 pl-1");
        row("free(fp16) >= 4E", "pl-1"); // 15,000 of 20,000 cards are free: 4.8 E
        row("free(fp16) >= 5E", "");
        row("free_cards = 15000", "pl-1");
        row("free_share < 80%", "pl-1");
        row("fp64 > 1T", "pl-5");
        row("price <= 2.4", "pl-5 pl-4");
        row("price(spot) < 1.3", "pl-5 pl-4");
        row("price(reserved) < 100", "");
        row("pue <= 1.15", "pl-4 pl-1");
        row("province in (11, 13)", "pl-2 pl-1 pl-3");
        row("province != 贵州", "pl-2 pl-1 pl-3");
        row("availability >= 99.95%", "pl-4 pl-2 pl-1");
        row("protection >= 3", "pl-4 pl-1 pl-3");
        row("handles = important", "pl-1 pl-3"); // pl-2's protection level is too low
        row("handles = core", "pl-3");
        row("handles = general", "pl-5 pl-4 pl-2 pl-1 pl-3");
        row("hub = hub-gui or subject = ent-2", "pl-5 pl-4 pl-2");
        row("name = 贵安一号", "pl-4");
        row("name ~ Zhangjiakou", "pl-2 pl-1");
        row("memory >= 64GB", "pl-5 pl-4 pl-2 pl-1 pl-3");
        row("class <= 5", "pl-5 pl-4 pl-2 pl-1 pl-3");
        row("latency(st-guiyang) <= 5ms", "pl-5 pl-4");
        row("latency(st-beijing) <= 5ms", "pl-2 pl-1 pl-3");
        row("state = up and cards < 1001", "pl-5 pl-3");
    }

    void conditionsSelect()
    {
        QFETCH(QString, query);
        QFETCH(QString, pools);
        const ComputeNation nation = test::computeNation();
        QCOMPARE(poolsOf(nation, ask(nation, qPrintable(query + " order by price"))), pools);
    }

    /// Text is ordered too, and scores both ways.
    void theOrderIsThatWhichIsAskedFor()
    {
        const ComputeNation nation = test::computeNation();
        const auto pools = [&nation](const char* query) {
            return poolsOf(nation, ask(nation, query)).split(' ');
        };
        const QStringList up = pools("order by id");
        QVERIFY(up.size() > 3 && std::ranges::is_sorted(up));
        QStringList down = pools("order by id desc");
        QCOMPARE(down, QStringList(up.rbegin(), up.rend()));
        const QStringList best = pools("chip = NPU-320");
        QCOMPARE(pools("chip = NPU-320 order by score"), best);
        QCOMPARE(pools("chip = NPU-320 order by score asc"), QStringList(best.rbegin(), best.rend()));
    }

    /// What is not known is neither yes nor no, and is counted.
    void whatIsNotKnownIsNoAnswer()
    {
        const ComputeNation nation = test::computeNation();
        const OfferTable table(nation.registry, nullptr); // no workload: nobody knows what is free
        const auto network = nation.network();
        for (const char* text : {"free_cards > 1", "not free_cards > 1", "free_cards > 1 and cards > 1"}) {
            const auto answer = discover(*parseQuery(text), table, network.graph);
            QVERIFY(answer);
            QCOMPARE(answer->matched, std::size_t{0});
            QCOMPARE(answer->unknown, std::size_t{5});
        }
        const auto either = discover(*parseQuery("free_cards > 1 or cards > 1"), table, network.graph);
        QCOMPARE(either->matched, std::size_t{5});
        const auto neither = discover(*parseQuery("free_cards > 1 and cards < 1"), table, network.graph);
        QCOMPARE(neither->unknown, std::size_t{0});
    }

    /// A pool that promises nothing of packet loss does not promise none.
    void aLossThatNobodyPromisesIsNotKnown()
    {
        const ComputeNation nation = test::computeNation(); // nobody else sees it
        const auto registry = std::const_pointer_cast<twin::registry::Registry>(nation.registry);
        registry->pools[registry->find(twin::EntityKind::Pool, "pl-2")->index].sla.lossMax = 1e-5;
        const DiscoveryAnswer answer = ask(nation, "loss <= 10%");
        QCOMPARE(poolsOf(nation, answer), "pl-2");
        QCOMPARE(answer.unknown, std::size_t{4});
        QCOMPARE(ask(nation, "loss > 10%").matched, std::size_t{0});
    }

    /// Data bound to provinces: from Beijing to Guiyang only through Sichuan, or not at all.
    void waysAreBoundToProvinces()
    {
        const ComputeNation nation = test::computeNation();
        const DiscoveryAnswer direct = ask(nation, "latency(st-beijing) <= 100ms and name ~ 贵安一号");
        const DiscoveryAnswer allowed =
            ask(nation, "latency(st-beijing via 11, 51, 52) <= 100ms and name ~ 贵安一号");
        const DiscoveryAnswer closed =
            ask(nation, "latency(st-beijing via 11, 51) <= 100ms and name ~ 贵安一号");
        QCOMPARE(direct.matched, std::size_t{1});
        QCOMPARE(allowed.matched, std::size_t{1});
        QCOMPARE(closed.matched, std::size_t{0}); // the pool itself stands outside
        const auto network = nation.network();
        const std::vector<std::uint32_t> provinces{110000, 520000};
        const auto arcs = closedOutside(network.graph, *nation.registry, provinces, {});
        for (std::uint32_t arc = 0; arc < arcs.size(); ++arc) {
            const bool outside =
                network.graph.nodeName(network.graph.from()[arc]).find("chengdu") != std::string::npos ||
                network.graph.nodeName(network.graph.to()[arc]).find("chengdu") != std::string::npos;
            QVERIFY(!outside || arcs[arc] == 1);
        }
    }

    void latenciesAreThoseOfTheNetwork()
    {
        const ComputeNation nation = test::computeNation();
        const auto network = nation.network();
        const auto reach = twin::network::latencyReach(network.graph, nation.registry.get(),
                                                       network.graph.nodeByName("st-chengdu"), {});
        const OfferTable table(nation.registry, nullptr);
        const auto answer = discover(*parseQuery("latency(st-chengdu) < 1s"), table, network.graph);
        QVERIFY(answer && answer->matched == 5);
        for (const DiscoveryMatch& match : answer->matches) {
            const auto pool = table.offers()[match.offer].pool;
            QCOMPARE(match.latency_ms, static_cast<double>(reach.poolDelay[pool.value()]) / 1e6);
        }
    }

    /// Scores go from 0 to 10, are the weighted means of their parts, and rank the answer.
    void scoresAreMeansOfTheirParts()
    {
        const ComputeNation nation = test::computeNation();
        const DiscoveryAnswer answer = ask(nation, "latency(st-guiyang) < 100ms");
        QVERIFY(std::ranges::is_sorted(answer.matches, std::greater<>(),
                                       [](const DiscoveryMatch& m) { return m.score.whole; }));
        for (const DiscoveryMatch& match : answer.matches) {
            double sums[3] = {};
            double weights[3] = {};
            for (std::size_t m = 0; m < kCatsMetricCount; ++m) {
                const auto& info = catsMetricInfo(static_cast<CatsMetric>(m));
                const double score = match.score.metrics[m];
                if (!std::isnan(score)) {
                    QVERIFY(score >= 0 && score <= 10);
                    sums[info.category] += score * info.weight;
                    weights[info.category] += info.weight;
                }
            }
            double whole = 0;
            for (std::size_t c = 0; c < 3; ++c) {
                QVERIFY(test::near(match.score.categories[c], sums[c] / weights[c], 1e-12));
                whole += kCatsWeights[c] * match.score.categories[c];
            }
            QVERIFY(test::near(match.score.whole, whole, 1e-12));
        }
        // Nearer is better, all else equal.
        const OfferTable table(nation.registry, nation.workload.get());
        QVERIFY(catsScore(table, table.offers()[0], twin::Precision::Fp16, 2).whole >
                catsScore(table, table.offers()[0], twin::Precision::Fp16, 20).whole);
    }

    void aMeasuredMomentCountsBeforeThePlan()
    {
        const ComputeNation nation = test::computeNation();
        const OfferTable planned(nation.registry, nation.workload.get());
        QCOMPARE(planned.offers()[0].freeSource, FreeSource::Planned);
        QCOMPARE(planned.offers()[0].freeCards, 15'000.0);
        const OfferTable unknown(nation.registry, nullptr);
        QCOMPARE(unknown.offers()[0].freeSource, FreeSource::Unknown);
        QVERIFY(std::isnan(unknown.offers()[0].freeCards));
    }

    /// Of a live moment: what is measured counts, what is old says so, what is down is no longer up.
    void aLiveMomentIsSearched()
    {
        const ComputeNation nation = test::computeNation();
        test::FakeTwin twin(nation.registry);
        twin.set(twin::EntityKind::Pool, "pl-1", twin::PoolMetric::CardsFree, 4'000);
        twin.setAt(twin::EntityKind::Pool, "pl-2", twin::PoolMetric::CardsFree, 700,
                   test::FakeTwin::kStart - twin::kMinute);
        twin.set(twin::EntityKind::Pool, "pl-4", twin::PoolMetric::State,
                 static_cast<double>(twin::OperState::Down));
        const auto snapshot = twin.publish();
        const OfferTable table(*snapshot);
        QCOMPARE(table.offers()[0].freeCards, 4'000.0);
        QCOMPARE(table.offers()[0].freeSource, FreeSource::Measured);
        QCOMPARE(table.offers()[1].freeSource, FreeSource::Stale);
        QCOMPARE(table.offers()[2].freeSource, FreeSource::Unknown);
        const auto network = nation.network();
        const auto up = discover(*parseQuery("state = up"), table, network.graph);
        QCOMPARE(up->matched, std::size_t{4});
        const auto free = discover(*parseQuery("free_cards > 600"), table, network.graph);
        QCOMPARE(free->matched, std::size_t{2});
        QCOMPARE(free->unknown, std::size_t{3});
    }

    void theLimitKeepsTheBest()
    {
        const ComputeNation nation = test::computeNation();
        const DiscoveryAnswer all = ask(nation, "cards > 1");
        const DiscoveryAnswer two = ask(nation, "cards > 1 limit 2");
        QCOMPARE(two.matches.size(), std::size_t{2});
        QCOMPARE(two.matched, std::size_t{5});
        QCOMPARE(two.matches[0].offer, all.matches[0].offer);
        QCOMPARE(two.matches[1].offer, all.matches[1].offer);
    }

    void aStandingQuerySaysWhatChanged()
    {
        const ComputeNation nation = test::computeNation();
        const auto network = nation.network();
        StandingQuery standing(*parseQuery("free_cards >= 8000 order by price"));
        auto change = standing.update(OfferTable(nation.registry, nation.workload.get()), network.graph);
        QVERIFY(change && !*change); // the first answer is no change
        change = standing.update(OfferTable(nation.registry, nation.workload.get()), network.graph);
        QVERIFY(change && !*change);
        auto busy = std::make_shared<twin::registry::Job>();
        busy->id = "J.000002";
        busy->state = twin::registry::JobState::Running;
        busy->placements = {{"pl-4", 9'000}};
        nation.workload->jobs.push_back(busy);
        change = standing.update(OfferTable(nation.registry, nation.workload.get()), network.graph);
        QVERIFY(change && *change);
        QCOMPARE((*change)->left, std::vector<std::string>{"pl-4 NPU-320"});
        QCOMPARE((*change)->entered.size(), std::size_t{0});
        QCOMPARE((*change)->bestBefore, std::string("pl-4 NPU-320"));
        QCOMPARE((*change)->best, std::string("pl-2 GPU-312"));
        nation.workload->jobs.pop_back();
        change = standing.update(OfferTable(nation.registry, nation.workload.get()), network.graph);
        QVERIFY(change && *change && (*change)->entered == std::vector<std::string>{"pl-4 NPU-320"});
    }
};

QTEST_GUILESS_MAIN(TstDiscovery)
#include "tst_discovery.moc"
