#pragma once

#include "tests/twin/compute/nation.h"
#include "twin/compute/admission.h"
#include "twin/compute/market.h"
#include "twin/compute/market_rounds.h"
#include "twin/support/rng.h"

#include <QTest>

#include <string>
#include <vector>

namespace test {

using namespace twin::compute;
using twin::MoneyE4;

/// Orders on the nation of these tests.
struct MarketBench
{
    ComputeNation nation = computeNation();
    twin::network::Network network = nation.network();
    OfferTable table{nation.registry, nation.workload.get()};
    MarketOrders orders;

    void bid(const char* id, std::uint32_t cards, MoneyE4 limit, const char* site = "", double gbps = 0)
    {
        Bid& one = orders.bids.emplace_back();
        one.id = id;
        one.key = {520000, "NPU-320", 20};
        one.cards = cards;
        one.limit = limit;
        one.usersSite = site;
        one.gbps = gbps;
    }

    void ask(const char* id, std::uint32_t cards, MoneyE4 reserve)
    {
        Ask& one = orders.asks.emplace_back();
        one.id = id;
        one.poolId = "pl-4";
        one.key = {520000, "NPU-320", 20};
        one.cards = cards;
        one.reserve = reserve;
    }

    [[nodiscard]] MarketResult clear() const
    {
        const auto result = clearMarkets(network, table, orders, freeCapacity(network.graph, {}));
        if (!result) {
            qFatal("%s", result.error().text().c_str());
        }
        return *result;
    }

    [[nodiscard]] MarketRounds clearAll() const
    {
        const auto result = clearRounds(network, table, orders, freeCapacity(network.graph, {}));
        if (!result) {
            qFatal("%s", result.error().text().c_str());
        }
        return *result;
    }
};

/// Orders of two markets at random.
inline void fillAtRandom(MarketBench& bench, std::uint64_t seed)
{
    twin::Rng rng(seed, "test.market");
    bench.orders.hours = 1 + static_cast<double>(rng.below(100)) / 8;
    const char* const sites[] = {"", "st-beijing", "st-guiyang", "st-chengdu"};
    for (int i = 0; i < 12; ++i) {
        const bool isGuizhou = rng.uniform() < 0.6;
        const MarketKey key{isGuizhou ? 520000U : 130000U, "NPU-320", rng.uniform() < 0.3 ? 5U : 20U};
        Bid& bid = bench.orders.bids.emplace_back();
        bid.id = "B" + std::to_string(i);
        bid.key = key;
        bid.cards = static_cast<std::uint32_t>(1 + rng.below(3'000));
        bid.limit = static_cast<MoneyE4>(10'000 + rng.below(50'000));
        bid.usersSite = sites[rng.below(4)];
        bid.gbps = rng.uniform() < 0.5 ? static_cast<double>(rng.below(400)) : 0;
    }
    for (int i = 0; i < 8; ++i) {
        const bool isGuizhou = i % 2 == 0;
        const MarketKey key{isGuizhou ? 520000U : 130000U, "NPU-320", rng.uniform() < 0.3 ? 5U : 20U};
        Ask& ask = bench.orders.asks.emplace_back();
        ask.id = "A" + std::to_string(i);
        ask.poolId = isGuizhou ? "pl-4" : "pl-1";
        ask.key = key;
        ask.cards = static_cast<std::uint32_t>(1 + rng.below(2'500));
        ask.reserve = static_cast<MoneyE4>(8'000 + rng.below(40'000));
    }
}

} // namespace test
