#include "models/market/market_curves.h"

#include <algorithm>

namespace models {

namespace {

constexpr double kMostSteps = 1'000;
constexpr double kBeyond = 1.5; ///< of the shorter curve, or of the crossing

/// @param orders cards and price of each, in the book's order
MarketCurves::Steps stepsOf(const std::vector<std::pair<double, double>>& orders, double all)
{
    MarketCurves::Steps out;
    double at = 0;
    for (const auto& [cards, price] : orders) {
        const bool isNew =
            out.empty() || (price != out.back().second && at - out[out.size() - 2].first >= all / kMostSteps);
        if (isNew) {
            out.emplace_back(at, price);
            out.emplace_back(at, price);
        }
        at += cards;
        out.back().first = at;
    }
    return out;
}

} // namespace

double MarketCurves::shownCards() const
{
    const double longer = std::max(demandCards, supplyCards);
    const double shorter = std::min(demandCards, supplyCards);
    return std::min(longer, shorter > 0 ? kBeyond * shorter : longer);
}

double MarketCurves::highestShown() const
{
    double out = price;
    for (const Steps* steps : {&demand, &supply}) {
        for (const auto& [begin, at] : *steps) {
            out = begin <= shownCards() ? std::max(out, at) : out;
        }
    }
    return out;
}

MarketCurves marketCurves(const MarketOutcome& outcome, std::size_t market)
{
    const twin::compute::MarketClearing& at = outcome.result.markets[market];
    const auto& orders = outcome.file.orders;
    MarketCurves out;
    std::vector<std::pair<double, double>> bids;
    for (const std::uint32_t bid : at.bids) {
        bids.emplace_back(orders.bids[bid].cards, static_cast<double>(orders.bids[bid].limit) / 1e4);
        out.demandCards += orders.bids[bid].cards;
    }
    std::vector<std::pair<double, double>> asks;
    for (const std::uint32_t ask : at.asks) {
        asks.emplace_back(orders.asks[ask].cards, static_cast<double>(orders.asks[ask].reserve) / 1e4);
        out.supplyCards += orders.asks[ask].cards;
    }
    out.demand = stepsOf(bids, out.demandCards);
    if (!out.demand.empty()) {
        out.demand.emplace_back(out.demandCards, 0);
    }
    out.supply = stepsOf(asks, out.supplyCards);
    out.crossing = at.crossing;
    out.cards = at.cards;
    out.price = static_cast<double>(at.price) / 1e4;
    return out;
}

} // namespace models
