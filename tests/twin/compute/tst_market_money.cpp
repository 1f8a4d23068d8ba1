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

namespace {

/// Money an account got or paid, by order or by whom.
using Accounts = std::map<std::string, MoneyE4>;

MoneyE4 sumOf(const Accounts& accounts)
{
    MoneyE4 out = 0;
    for (const auto& [whose, amount] : accounts) {
        out += amount;
    }
    return out;
}

/// One way from a place to a pool over the arcs of the graph, by Bellman and Ford.
twin::TimeNs leastDelay(const twin::network::Graph& graph, const std::string& site, const std::string& pool)
{
    constexpr twin::TimeNs kFar = std::numeric_limits<twin::TimeNs>::max() / 4;
    std::vector<twin::TimeNs> at(graph.nodeCount(), kFar);
    const auto begin = static_cast<std::uint32_t>(graph.nodeByName(site).value());
    at[begin] = 0;
    for (bool isNearer = true; isNearer;) {
        isNearer = false;
        for (std::uint32_t arc = 0; arc < graph.arcCount(); ++arc) {
            const std::uint32_t from = graph.from()[arc];
            const bool isPassed = from < graph.coreCount() || from == begin; // pools pass nothing on
            const bool isInside = twin::network::isInsidePlace(graph, arc);  // as near as can be
            const twin::TimeNs over = at[from] + (isInside ? 0 : graph.delay()[arc]);
            if (isPassed && over < at[graph.to()[arc]]) {
                at[graph.to()[arc]] = over;
                isNearer = true;
            }
        }
    }
    return at[graph.nodeByName(pool).value()];
}

/// Time is looked at in steps of an eighth of an hour: in these tests all begins and ends there.
constexpr int kSteps = 8;

/// What a contract delivers by outages, one step of time after the other.
struct Delivery
{
    int steps = 0;
    int up = 0;         ///< of the pool
    double carried = 0; ///< of the bandwidth, while the pool was up
    double lost = 0;    ///< of it, while the pool was up
};

double carriedAt(const std::vector<RoutePart>& parts, double at_h, const std::vector<ArcOutage>& outages)
{
    double all = 0;
    double carried = 0;
    for (const RoutePart& part : parts) {
        const bool isCut = std::ranges::any_of(part.arcs, [&](std::uint32_t arc) {
            return std::ranges::any_of(outages, [&](const ArcOutage& outage) {
                return outage.arc == arc && outage.from_h <= at_h && at_h < outage.to_h;
            });
        });
        all += part.rate_bps;
        carried += isCut ? 0 : part.rate_bps;
    }
    return all > 0 ? carried / all : 1;
}

Delivery deliveryOf(const Bench& bench, const Contract& contract, const std::vector<PoolOutage>& pools,
                    const std::vector<ArcOutage>& arcs)
{
    Delivery out;
    out.steps = static_cast<int>(std::lround(bench.orders.hours * kSteps));
    for (int step = 0; step < out.steps; ++step) {
        const double at_h = static_cast<double>(step) / kSteps;
        const bool isDown = std::ranges::any_of(pools, [&](const PoolOutage& outage) {
            return outage.poolId == bench.orders.asks[contract.ask].poolId && outage.from_h <= at_h &&
                   at_h < outage.to_h;
        });
        if (!isDown) {
            const double carried =
                (carriedAt(contract.there, at_h, arcs) + carriedAt(contract.back, at_h, arcs)) / 2;
            ++out.up;
            out.carried += carried;
            out.lost += 1 - carried;
        }
    }
    return out;
}

/// Given back of a bill, as docs/compute.md says.
double creditOf(double availability, double promised)
{
    if (availability >= promised - 1e-12) {
        return 0;
    }
    return availability < 0.95 - 1e-12 ? 1 : availability < 0.99 - 1e-12 ? 0.25 : 0.10;
}

/// A beginning and an end in the contract's hours and a little beyond.
std::pair<double, double> someHours(twin::Rng& rng, double hours)
{
    const auto steps = static_cast<std::uint64_t>(std::lround(hours * kSteps)) + 16;
    const double from = static_cast<double>(rng.below(steps)) / kSteps - 1;
    return {from, from + static_cast<double>(1 + rng.below(rng.uniform() < 0.5 ? 3 : steps)) / kSteps};
}

} // namespace

class TstMarketMoney : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    /// What buyers pay is what sellers and the network get, whatever fails: both sides are counted apart,
    /// the buyers' by the bills, the others' by what was delivered in each step of time.
    void moneyIsNeitherMadeNorLost()
    {
        int credits = 0;
        int networkCredits = 0;
        for (std::uint64_t seed = 1; seed <= 200; ++seed) {
            Bench bench;
            fillAtRandom(bench, seed);
            const MarketResult result = bench.clear();
            twin::Rng rng(seed, "test.market.outages");
            std::vector<PoolOutage> pools;
            for (std::uint64_t i = rng.below(4); i > 0; --i) { // they may overlap
                const auto [from, to] = someHours(rng, bench.orders.hours);
                pools.push_back({rng.uniform() < 0.5 ? "pl-1" : "pl-4", from, to});
            }
            std::vector<ArcOutage> arcs;
            for (std::uint64_t i = rng.below(6); i > 0; --i) {
                const auto [from, to] = someHours(rng, bench.orders.hours);
                arcs.push_back(
                    {static_cast<std::uint32_t>(rng.below(bench.network.graph.arcCount())), from, to});
            }
            Accounts buyers;
            Accounts sellers;
            MoneyE4 network = 0;
            MoneyE4 amounts = 0;
            for (const MarketClearing& market : result.markets) {
                const auto bills = settleWithArcs(bench.table, bench.orders, market.contracts, pools, arcs);
                for (std::size_t i = 0; i < bills.size(); ++i) {
                    const Contract& contract = market.contracts[i];
                    const std::string& poolId = bench.orders.asks[contract.ask].poolId;
                    const auto pool = bench.nation.registry->find(twin::EntityKind::Pool, poolId);
                    const double promised = bench.nation.registry->pools[pool->index].sla.availability;
                    const Delivery delivery = deliveryOf(bench, contract, pools, arcs);
                    const double compute = static_cast<double>(contract.cards) * delivery.up / kSteps *
                                           static_cast<double>(contract.price);
                    const double credit =
                        creditOf(static_cast<double>(delivery.up) / delivery.steps, promised);
                    const double carriage = 2 * contract.gbps * delivery.carried / kSteps *
                                            static_cast<double>(bench.orders.networkPerGbpsHour);
                    const double networkCredit = creditOf(1 - delivery.lost / delivery.steps, promised);
                    buyers[bench.orders.bids[contract.bid].id] += bills[i].total;
                    sellers[poolId] += std::llround(compute) - std::llround(credit * compute);
                    network += std::llround(carriage) - std::llround(networkCredit * carriage);
                    amounts += 4;
                    credits += credit > 0 ? 1 : 0;
                    networkCredits += networkCredit > 0 && contract.gbps > 0 ? 1 : 0;
                    QVERIFY(bills[i].total >= 0);
                    QVERIFY(bills[i].compute <= contract.compute && bills[i].network <= contract.network);
                }
            }
            // Each amount is rounded by itself, to 0.0001 CNY.
            const MoneyE4 difference = sumOf(buyers) - sumOf(sellers) - network;
            QVERIFY2(std::abs(difference) <= amounts,
                     qPrintable(QStringLiteral("seed %1: %2").arg(seed).arg(difference)));
        }
        QVERIFY2(credits > 100 && networkCredits > 50,
                 qPrintable(QStringLiteral("%1, %2").arg(credits).arg(networkCredits)));
    }

    /// Users are no farther from what they bought than their class says, by a walk of the graph of our own.
    void everyContractIsWithinItsLatencyClass()
    {
        int checked = 0;
        int tooFar = 0;
        for (std::uint64_t seed = 1; seed <= 200; ++seed) {
            Bench bench;
            fillAtRandom(bench, seed);
            const MarketResult result = bench.clear();
            std::map<std::pair<std::string, std::string>, twin::TimeNs> known;
            const auto delay = [&](const std::string& site, const std::string& pool) {
                const auto [entry, isNew] = known.try_emplace({site, pool}, 0);
                if (isNew) {
                    entry->second = leastDelay(bench.network.graph, site, pool);
                }
                return entry->second;
            };
            for (const MarketClearing& market : result.markets) {
                const auto most = static_cast<twin::TimeNs>(market.key.latencyClass_ms) * twin::kMillisecond;
                for (const Contract& contract : market.contracts) {
                    const Bid& bid = bench.orders.bids[contract.bid];
                    if (!bid.usersSite.empty()) {
                        ++checked;
                        QVERIFY(delay(bid.usersSite, bench.orders.asks[contract.ask].poolId) <= most);
                    }
                }
                for (const std::uint32_t bid : market.bids) { // so it does keep some apart
                    for (const std::uint32_t ask : market.asks) {
                        const std::string& site = bench.orders.bids[bid].usersSite;
                        tooFar += !site.empty() && delay(site, bench.orders.asks[ask].poolId) > most ? 1 : 0;
                    }
                }
            }
        }
        QVERIFY2(checked > 300 && tooFar > 100,
                 qPrintable(QStringLiteral("%1, %2").arg(checked).arg(tooFar)));
    }
};

QTEST_GUILESS_MAIN(TstMarketMoney)
#include "tst_market_money.moc"
