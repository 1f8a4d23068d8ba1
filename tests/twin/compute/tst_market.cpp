#include "tests/twin/compute/market_bench.h"
#include "tests/twin/compute/nation.h"
#include "tests/twin/compute/near.h"
#include "twin/compute/admission.h"
#include "twin/compute/market.h"
#include "twin/compute/market_rounds.h"
#include "twin/compute/orders_file.h"
#include "twin/compute/settlement.h"
#include "twin/network/latency_reach.h"
#include "twin/network/route.h"
#include "twin/support/rng.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <string>
#include <utility>
#include <vector>

using namespace twin::compute;

using namespace twin::compute;
using Bench = test::MarketBench;
using test::ComputeNation;
using test::fillAtRandom;
using twin::MoneyE4;

class TstMarket : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void ordersThatCannotBeAreRefused()
    {
        const auto refused = [](const std::function<void(Bench&)>& change, const char* named) {
            Bench bench;
            bench.bid("b", 10, 30'000);
            bench.ask("a", 10, 20'000);
            change(bench);
            const auto result =
                clearMarkets(bench.network, bench.table, bench.orders, freeCapacity(bench.network.graph, {}));
            return !result && result.error().reason.find(named) != std::string::npos;
        };
        QVERIFY(refused([](Bench& b) { b.orders.bids[0].cards = 0; }, "bid b"));
        QVERIFY(refused([](Bench& b) { b.orders.bids[0].usersSite = "nowhere"; }, "bid b"));
        QVERIFY(refused([](Bench& b) { b.orders.bids[0].limit = -1; }, "bid b"));
        QVERIFY(refused([](Bench& b) { b.orders.asks[0].poolId = "pl-9"; }, "pl-9 offers no NPU-320"));
        QVERIFY(refused([](Bench& b) { b.orders.asks[0].key.province = 110000; }, "not in that province"));
        QVERIFY(refused([](Bench& b) { b.orders.asks[0].cards = 10'001; }, "not so many free cards"));
        QVERIFY(refused([](Bench& b) { b.orders.hours = 0; }, "hours"));
    }

    /// Limits 5, 4, 3, 2 and reserves 1, 2, 3.5 CNY for 10 cards each: the curves cross at 20 cards, between
    /// the lowest limit (4) and the highest reserve (2) there.
    void aBookClearsAtOnePrice()
    {
        Bench bench;
        bench.bid("b5", 10, 50'000);
        bench.bid("b4", 10, 40'000);
        bench.bid("b3", 10, 30'000);
        bench.bid("b2", 10, 20'000);
        bench.ask("a1", 10, 10'000);
        bench.ask("a2", 10, 20'000);
        bench.ask("a35", 10, 35'000);
        const MarketResult result = bench.clear();
        QCOMPARE(result.markets.size(), std::size_t{1});
        const MarketClearing& market = result.markets[0];
        QCOMPARE(market.crossing, 20U);
        QCOMPARE(market.cards, 20U);
        QCOMPARE(market.price, MoneyE4{30'000});
        QCOMPARE(market.buyerSurplus, MoneyE4{10 * 20'000 + 10 * 10'000});
        QCOMPARE(market.sellerSurplus, MoneyE4{10 * 20'000 + 10 * 10'000});
        QCOMPARE(result.outcomes[0], BidOutcome::Filled);
        QCOMPARE(result.outcomes[3], BidOutcome::NoCards); // there was one at 1 CNY, and it is sold
    }

    void nothingTradesBelowTheReserve()
    {
        Bench bench;
        bench.bid("b", 10, 19'999);
        bench.ask("a", 10, 20'000);
        const MarketResult result = bench.clear();
        QCOMPARE(result.markets[0].cards, 0U);
        QCOMPARE(result.outcomes[0], BidOutcome::PriceTooLow);
    }

    void theNetworkCanBeInTheWay()
    {
        Bench far;
        far.bid("b", 10, 30'000, "st-beijing");
        far.orders.bids[0].key.latencyClass_ms = 5; // pl-4 is 10 ms from Beijing
        far.ask("a", 10, 20'000);
        far.orders.asks[0].key.latencyClass_ms = 5;
        QCOMPARE(far.clear().outcomes[0], BidOutcome::NoNetwork);
        Bench wide;
        wide.bid("b", 10, 30'000, "st-guiyang", 2'000); // its access is 1,200 Gb/s
        wide.ask("a", 10, 20'000);
        QCOMPARE(wide.clear().outcomes[0], BidOutcome::NoNetwork);
        wide.orders.bids[0].gbps = 1'000;
        QCOMPARE(wide.clear().outcomes[0], BidOutcome::Filled);
    }

    /// Not the network's fault, and nothing is bought from it, wherever the users are.
    void aPoolThatIsDownSellsNothing()
    {
        for (const char* site : {"", "st-guiyang"}) {
            Bench bench;
            bench.bid("b", 10, 30'000, site);
            bench.ask("a", 10, 20'000);
            bench.table.takeDown(twin::registry::PoolIndex(
                bench.nation.registry->find(twin::EntityKind::Pool, "pl-4")->index));
            const MarketResult result = bench.clear();
            QCOMPARE(result.outcomes[0], BidOutcome::PoolDown);
            QCOMPARE(result.got[0], 0U);
            QVERIFY(result.markets[0].contracts.empty());
        }
        QCOMPARE(bidOutcomeName(BidOutcome::PoolDown), std::string_view("pool_down"));
    }

    /// Of every market that clears: buyers pay at most their limit, sellers get at least their reserve,
    /// nobody trades more than ordered, no card twice, and no two that could still trade are left, unless the
    /// network forbids it.
    void everyClearingIsFairAndBalanced()
    {
        int traded = 0;
        for (std::uint64_t seed = 1; seed <= 200; ++seed) {
            Bench bench;
            fillAtRandom(bench, seed);
            const MarketResult result = bench.clear();
            for (const MarketClearing& market : result.markets) {
                std::map<std::uint32_t, std::uint64_t> bought;
                std::map<std::uint32_t, std::uint64_t> sold;
                MoneyE4 paid = 0;
                MoneyE4 surplus = 0;
                for (const Contract& contract : market.contracts) {
                    const Bid& bid = bench.orders.bids[contract.bid];
                    const Ask& ask = bench.orders.asks[contract.ask];
                    QVERIFY(bid.key == market.key && ask.key == market.key);
                    QCOMPARE(contract.price, market.price);
                    QVERIFY(market.price <= bid.limit && market.price >= ask.reserve);
                    bought[contract.bid] += contract.cards;
                    sold[contract.ask] += contract.cards;
                    paid += contract.compute;
                    const double cardHours = contract.cards * bench.orders.hours;
                    surplus += std::llround(cardHours * static_cast<double>(bid.limit)) -
                               std::llround(cardHours * static_cast<double>(ask.reserve));
                    ++traded;
                }
                for (const auto& [bid, cards] : bought) {
                    QVERIFY(cards <= bench.orders.bids[bid].cards);
                    QCOMPARE(cards, std::uint64_t{result.got[bid]});
                }
                for (const auto& [ask, cards] : sold) {
                    QVERIFY(cards <= bench.orders.asks[ask].cards);
                }
                QCOMPARE(market.buyerSurplus + market.sellerSurplus, surplus);
                QVERIFY(market.buyerSurplus >= 0 && market.sellerSurplus >= 0);
                QVERIFY(market.cards <= market.crossing);
                // Bills of an undisturbed delivery are the contracts.
                MoneyE4 billed = 0;
                for (const Bill& bill : settle(bench.table, bench.orders, market.contracts, {})) {
                    billed += bill.compute;
                    QCOMPARE(bill.credit, MoneyE4{0});
                    QCOMPARE(bill.networkCredit, MoneyE4{0});
                }
                QCOMPARE(billed, paid);
            }
        }
        QVERIFY(traded > 500);
    }

    void aFailureGivesCredit()
    {
        Bench bench; // pl-4 promises 99.95 %
        bench.orders.hours = 1'000;
        bench.bid("b", 100, 30'000, "st-guiyang", 10);
        bench.ask("a", 100, 20'000);
        const MarketResult result = bench.clear();
        const auto bill = [&](double from, double to) {
            const PoolOutage outages[]{{"pl-4", from, to}, {"pl-4", from, to - 0.01}, {"pl-1", 0, 1'000}};
            return settle(bench.table, bench.orders, result.markets[0].contracts, outages).front();
        };
        QCOMPARE(bill(2'000, 3'000).credit, MoneyE4{0}); // after its end
        QCOMPARE(bill(10, 10.4).credit, MoneyE4{0});     // 99.96 %
        const Bill some = bill(10, 15);                  // 99.5 %
        QVERIFY(test::near(some.meter.availability, 0.995, 1e-12));
        QCOMPARE(some.compute, MoneyE4{100} * 995 * 25'000);
        QCOMPARE(some.credit, some.compute / 10);
        QCOMPARE(some.network, MoneyE4{2} * 10 * 995 * 50'000);
        QCOMPARE(some.total, some.compute + some.network - some.credit);
        QVERIFY(test::near(some.meter.eflopsHours, 100 * 995 * 320e-6, 1e-9));
        QCOMPARE(bill(10, 30).credit, bill(10, 30).compute / 4); // 98 %
        QCOMPARE(bill(10, 110).credit, bill(10, 110).compute);   // 90 %
    }

    /// 1,000 Gb/s from Guiyang over both of its homes: 800 direct, 200 by Beijing and Chengdu.
    void aCutTakesBandwidthAway()
    {
        Bench bench;
        bench.orders.hours = 1'000;
        bench.bid("b", 100, 30'000, "st-guiyang", 1'000);
        bench.ask("a", 100, 20'000);
        const MarketResult result = bench.clear();
        const Contract& contract = result.markets[0].contracts.front();
        QCOMPARE(contract.there.size(), std::size_t{2});
        QCOMPARE(contract.back.size(), std::size_t{2});
        const auto& graph = bench.network.graph;
        const std::vector<ArcOutage> outages{
            {static_cast<std::uint32_t>(graph.arcByName("bb-5>").value()), 10, 110},
            {static_cast<std::uint32_t>(graph.arcByName("bb-5<").value()), 10, 110},
            {static_cast<std::uint32_t>(graph.arcByName("bb-3>").value()), 0, 1'000}}; // nothing is led there
        const auto settled = [&](std::vector<PoolOutage> pools) {
            return settleWithArcs(bench.table, bench.orders, result.markets[0].contracts, pools, outages)
                .front();
        };
        const Bill bill = settled({});
        QCOMPARE(bill.meter.availability, 1.0); // the pool delivered
        QCOMPARE(bill.credit, MoneyE4{0});
        QVERIFY(test::near(bill.meter.gbpsHours, 1'000.0 * (1'000 - 20), 1e-6)); // a fifth of 100 h
        QVERIFY(test::near(bill.meter.networkAvailability, 0.98, 1e-12));
        QCOMPARE(bill.network, MoneyE4{2} * 1'000 * 980 * 50'000);
        QCOMPARE(bill.networkCredit, bill.network / 4);
        QCOMPARE(bill.total, bill.compute + bill.network - bill.networkCredit);
        // While the pool is down nothing is delivered anyway: not taken off twice, nor the network's fault.
        const Bill both = settled({{"pl-4", 10, 60}});
        QVERIFY(test::near(both.meter.gbpsHours, 1'000.0 * (1'000 - 50 - 10), 1e-6));
        QVERIFY(test::near(both.meter.networkAvailability, 0.99, 1e-12));
        QCOMPARE(settled({{"pl-4", 0, 200}}).networkCredit, MoneyE4{0});
        QVERIFY(both.credit > 0);
    }

    /// What is not matched stays; what is expired goes; what is sold is sold.
    void ordersStayFromRoundToRound()
    {
        Bench bench;
        bench.orders.rounds = 4;
        bench.bid("early", 30, 30'000);
        bench.bid("gone", 30, 29'000);
        bench.orders.bids[1].expires = 1;
        bench.bid("late", 30, 40'000);
        bench.orders.bids[2].arrives = 3;
        bench.ask("first", 10, 20'000);
        bench.ask("second", 25, 20'000);
        bench.orders.asks[1].arrives = 2;
        bench.ask("third", 100, 35'000);
        bench.orders.asks[2].arrives = 3;
        bench.orders.asks[2].expires = 3;
        const MarketRounds out = bench.clearAll();
        QCOMPARE(out.rounds.size(), std::size_t{4});
        QCOMPARE(out.rounds[0].bids, (std::vector<std::uint32_t>{0, 1}));
        QCOMPARE(out.rounds[0].markets[0].cards, 10U); // 10 of early
        QCOMPARE(out.rounds[1].bids, std::vector<std::uint32_t>{0});
        QCOMPARE(out.rounds[1].bidCards, std::vector<std::uint32_t>{20});
        QCOMPARE(out.rounds[1].markets[0].cards, 20U);
        QCOMPARE(out.rounds[2].bids, std::vector<std::uint32_t>{2});
        QCOMPARE(out.rounds[2].asks, (std::vector<std::uint32_t>{1, 2}));
        QCOMPARE(out.rounds[2].askCards, (std::vector<std::uint32_t>{5, 100}));
        QCOMPARE(out.rounds[2].markets[0].cards, 30U);
        QCOMPARE(out.rounds[2].markets[0].contracts[0].bid, 2U);
        QVERIFY(out.rounds[3].bids.empty() && out.rounds[3].asks.empty());
        QCOMPARE(out.got, (std::vector<std::uint32_t>{30, 0, 30}));
        QCOMPARE(out.rounds[0].outcomes[1], BidOutcome::NoCards);
    }

    /// Of random orders over five rounds: no card and no bandwidth is sold twice, nobody outside his rounds.
    void roundsSellNothingTwice()
    {
        int traded = 0;
        for (std::uint64_t seed = 1; seed <= 60; ++seed) {
            Bench bench;
            fillAtRandom(bench, seed);
            QCOMPARE(bench.clearAll().got, bench.clear().got); // one round is clearMarkets()
            bench.orders.rounds = 5;
            twin::Rng rng(seed, "test.rounds");
            const auto spread = [&](auto& order) {
                order.arrives = static_cast<std::uint32_t>(1 + rng.below(4));
                order.expires =
                    rng.uniform() < 0.5 ? 0 : order.arrives + static_cast<std::uint32_t>(rng.below(2));
            };
            std::ranges::for_each(bench.orders.bids, spread);
            std::ranges::for_each(bench.orders.asks, spread);
            std::map<std::uint32_t, std::uint64_t> bought;
            std::map<std::uint32_t, std::uint64_t> sold;
            std::map<std::uint32_t, double> load;
            const MarketRounds out = bench.clearAll();
            for (std::uint32_t number = 1; number <= out.rounds.size(); ++number) {
                for (const MarketClearing& market : out.rounds[number - 1].markets) {
                    for (const Contract& contract : market.contracts) {
                        const Bid& bid = bench.orders.bids[contract.bid];
                        const Ask& ask = bench.orders.asks[contract.ask];
                        QVERIFY(bid.key == ask.key && bid.limit >= contract.price &&
                                ask.reserve <= contract.price);
                        QVERIFY(bid.arrives <= number && (bid.expires == 0 || number <= bid.expires));
                        QVERIFY(ask.arrives <= number && (ask.expires == 0 || number <= ask.expires));
                        QVERIFY(test::near(contract.gbps, bid.gbps * contract.cards / bid.cards, 1e-9));
                        bought[contract.bid] += contract.cards;
                        sold[contract.ask] += contract.cards;
                        for (const auto* parts : {&contract.there, &contract.back}) {
                            for (const RoutePart& part : *parts) {
                                for (const std::uint32_t arc : part.arcs) {
                                    load[arc] += part.rate_bps;
                                }
                            }
                        }
                        ++traded;
                    }
                }
            }
            for (const auto& [bid, cards] : bought) {
                QVERIFY(cards <= bench.orders.bids[bid].cards);
                QCOMPARE(cards, std::uint64_t{out.got[bid]});
            }
            for (const auto& [ask, cards] : sold) {
                QVERIFY(cards <= bench.orders.asks[ask].cards);
            }
            for (const auto& [arc, rate] : load) {
                QVERIFY(rate <= static_cast<double>(bench.network.graph.capacity()[arc]) * (1 + 1e-9));
            }
        }
        QVERIFY2(traded > 100, qPrintable(QString::number(traded)));
    }

    /// 6,000 of pl-4's 10,000 cards are sold when somebody offers 6,000 more.
    void cardsThatAreSoldAreNotFree()
    {
        Bench bench;
        bench.orders.rounds = 2;
        bench.bid("b", 6'000, 30'000);
        bench.ask("a", 6'000, 20'000);
        bench.ask("again", 6'000, 20'000);
        bench.orders.asks[1].arrives = 2;
        const auto result =
            clearRounds(bench.network, bench.table, bench.orders, freeCapacity(bench.network.graph, {}));
        QVERIFY(!result);
        QVERIFY2(result.error().reason.find("ask again") == 0, result.error().reason.c_str());
        bench.orders.bids[0].arrives = 2; // nothing is sold before, so both are there at once
        bench.orders.asks[0].expires = 1; // but the first has gone by then
        QVERIFY(clearRounds(bench.network, bench.table, bench.orders, freeCapacity(bench.network.graph, {})));
        bench.orders.rounds = 0;
        QVERIFY(
            !clearRounds(bench.network, bench.table, bench.orders, freeCapacity(bench.network.graph, {})));
    }

    void ordersFilesAreReadOrRefusedWithTheirLine_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("line");
        const auto row = [](const char* name, const QByteArray& bid, int line) {
            QTest::newRow(name) << "{\"format\": \"suanwang.orders.v1\",\n\"bids\": [\n" + bid + "]}" << line;
        };
        row("no object", "3", 3);
        row("no id", "{\"province\": \"52\", \"chip_class\": \"x\", \"cards\": 3, \"limit_cny\": 3}", 3);
        row("province", "{\"id\": \"a\",\n\"province\": \"99\", \"chip_class\": \"x\"}", 4);
        row("class", "{\"id\": \"a\", \"province\": \"52\", \"chip_class\": \"x\",\n\"latency_class\": 3}",
            4);
        row("money", "{\"id\": \"a\", \"province\": \"52\", \"chip_class\": \"x\",\n\"limit_cny\": -3}", 4);
        row("unknown", "{\"id\": \"a\", \"province\": \"52\", \"chip_class\": \"x\",\n\"reserve_cny\": 3}",
            4);
        row("rounds",
            "{\"id\": \"a\", \"province\": \"52\", \"chip_class\": \"x\", \"arrives\": 3,\n\"expires\": 2}",
            4);
        const auto outage = [](const char* name, const QByteArray& window) {
            QTest::newRow(name) << QByteArray("{\"format\": \"suanwang.orders.v1\", \"hours\": 24,\n"
                                              "\"outages\": [\n{\"pool\": \"p\", ") +
                                       window + "}]}"
                                << 4;
        };
        outage("outage backwards", "\"from_h\": 2,\n\"to_h\": 1");
        outage("outage of no time", "\"from_h\": 2,\n\"to_h\": 2");
        QTest::newRow("format") << QByteArray("{\"format\": \"suanwang.jobs.v1\"}") << 1;
        QTest::newRow("newer") << QByteArray("{\"of\": 1,\n\"format\": \"suanwang.orders.v9\"}") << 2;
    }

    void ordersFilesAreReadOrRefusedWithTheirLine()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, line);
        const auto read = parseOrders(text.toStdString(), "orders.json");
        QVERIFY(!read);
        QCOMPARE(read.error().line, line);
        if (text.contains("outages")) {
            QCOMPARE(read.error().reason, std::string("outages/0/to_h: an outage ends after it begins"));
        }
        const auto good = parseOrders(
            R"({"format": "suanwang.orders.v1", "hours": 24, "bids": [{"id": "a", "province": "52",
            "chip_class": "NPU-320", "cards": 8, "limit_cny": 3.5}], "outages": [{"pool": "p", "from_h": 1, "to_h": 2}]})",
            "orders.json");
        QVERIFY(good && good->orders.bids[0].limit == 35'000 && good->outages.size() == 1);
        const auto later = parseOrders(R"({"format": "suanwang.orders.v9", "auctions": []})", "orders.json");
        QVERIFY(!later && later.error().code == twin::ErrorCode::Unsupported);
        QVERIFY2(later.error().reason.find("is a version this program does not know") != std::string::npos,
                 later.error().reason.c_str());
    }

    void whatIsWrittenIsReadBack()
    {
        Bench bench;
        fillAtRandom(bench, 7);
        OrdersFile file{bench.orders, {{"pl-4", 0.25, 3.5}}};
        file.orders.networkPerGbpsHour = 12'345;
        file.orders.rounds = 4;
        file.orders.bids[3].arrives = 2;
        file.orders.bids[3].expires = 3;
        file.orders.asks[2].arrives = 4;
        const std::string text = ordersText(file);
        const auto read = parseOrders(text, "orders.json");
        QVERIFY2(read.has_value(), read ? "" : read.error().text().c_str());
        QCOMPARE(ordersText(*read), text);
        QCOMPARE(read->orders.bids.size(), file.orders.bids.size());
        QCOMPARE(read->orders.bids[3].limit, file.orders.bids[3].limit);
        QVERIFY(read->orders.asks[2].key == file.orders.asks[2].key);
        QCOMPARE(read->outages[0].to_h, 3.5);
        QCOMPARE(read->orders.rounds, 4U);
        QCOMPARE(read->orders.bids[3].arrives, 2U);
        QCOMPARE(read->orders.bids[3].expires, 3U);
        QCOMPARE(read->orders.asks[2].arrives, 4U);
    }

    void aRoundCanBeCancelled()
    {
        Bench bench;
        fillAtRandom(bench, 7);
        const std::atomic<bool> isCancelled = true;
        const auto result = clearMarkets(bench.network, bench.table, bench.orders,
                                         freeCapacity(bench.network.graph, {}), &isCancelled);
        QVERIFY(!result && result.error().code == twin::ErrorCode::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TstMarket)
#include "tst_market.moc"
