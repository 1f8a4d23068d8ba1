#include "twin/compute/market.h"

#include "twin/compute/data_rules.h"
#include "twin/compute/offer_lookup.h"
#include "twin/compute/split_route.h"
#include "twin/network/latency_reach.h"
#include "twin/network/place_lookup.h"
#include "twin/network/shortest_paths.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

namespace twin::compute {

namespace {

constexpr MoneyE4 kMostPrice = 1'000'000'000'000; ///< 100 million CNY a card and hour

MoneyE4 moneyOf(double amount)
{
    return static_cast<MoneyE4>(std::llround(amount));
}

class Auction
{
  public:
    Auction(const network::Network& network, const OfferTable& table, const MarketOrders& orders,
            std::vector<double> room_bps, const std::atomic<bool>* cancelled)
        : m_network(network)
        , m_table(table)
        , m_orders(orders)
        , m_room(std::move(room_bps))
        , m_cancelled(cancelled)
    {}

    Result<MarketResult> run()
    {
        if (const auto checked = check(); !checked) {
            return failure(checked.error());
        }
        m_out.outcomes.assign(m_orders.bids.size(), BidOutcome::NoCards);
        m_out.got.assign(m_orders.bids.size(), 0);
        std::map<MarketKey, MarketClearing> books;
        for (std::uint32_t i = 0; i < m_orders.bids.size(); ++i) {
            books[m_orders.bids[i].key].bids.push_back(i);
        }
        for (std::uint32_t i = 0; i < m_orders.asks.size(); ++i) {
            books[m_orders.asks[i].key].asks.push_back(i);
        }
        for (auto& [key, book] : books) {
            book.key = key;
            clear(book);
            if (isCancelled()) {
                return failure(ErrorCode::Cancelled, "cancelled");
            }
            m_out.markets.push_back(std::move(book));
        }
        return std::move(m_out);
    }

  private:
    Result<> check()
    {
        if (!(m_orders.hours > 0 && m_orders.hours <= 1e5)) {
            return failure(ErrorCode::BadInput, "hours are not within 0 to 100000");
        }
        network::PlaceLookup places(m_network);
        for (const Bid& bid : m_orders.bids) {
            const auto site = bid.usersSite.empty() ? Result<network::NodeIndex>(network::NodeIndex())
                                                    : places.find(bid.usersSite);
            if (!site) {
                return failure(ErrorCode::BadInput, "bid " + bid.id + ": " + site.error().reason);
            }
            m_site.push_back(*site);
            const bool fits = bid.cards > 0 && bid.cards <= kMostMarketCards && bid.limit > 0 &&
                              bid.limit <= kMostPrice && bid.gbps >= 0 && bid.gbps <= 1e6;
            if (!fits) {
                return failure(ErrorCode::BadInput,
                               "bid " + bid.id + ": cards, limit or gbps are out of range");
            }
        }
        std::map<std::pair<std::string, std::string>, double> offered;
        const OfferLookup offers(m_table);
        for (const Ask& ask : m_orders.asks) {
            const ComputeOffer* offer = offers.find(ask.poolId, ask.key.chipClass);
            if (offer == nullptr || ask.cards == 0 || ask.cards > kMostMarketCards || ask.reserve < 0 ||
                ask.reserve > kMostPrice) {
                return failure(ErrorCode::BadInput,
                               "ask " + ask.id + ": " +
                                   (offer != nullptr ? "cards or reserve are out of range"
                                                     : ask.poolId + " offers no " + ask.key.chipClass));
            }
            const auto pool = m_network.registry->find(EntityKind::Pool, ask.poolId);
            m_pool.emplace_back(pool->index);
            if (!isWithin(m_network.registry->pools[pool->index].adcode, {&ask.key.province, 1})) {
                return failure(ErrorCode::BadInput,
                               "ask " + ask.id + ": " + ask.poolId + " is not in that province");
            }
            m_isDown.push_back(offer->state == OperState::Down);
            const double free = std::isnan(offer->freeCards) ? 0 : offer->freeCards;
            double& sum = offered[{ask.poolId, ask.key.chipClass}];
            sum += ask.cards;
            if (sum > free && !m_isDown.back()) { // of a pool that is down nothing is sold anyway
                return failure(ErrorCode::BadInput,
                               "ask " + ask.id + ": " + ask.poolId + " has not so many free cards");
            }
        }
        return {};
    }

    [[nodiscard]] bool isCancelled() const { return m_cancelled != nullptr && *m_cancelled; }

    /// Cards at which the sorted curves cross.
    [[nodiscard]] std::uint32_t crossing(const MarketClearing& book) const
    {
        std::uint32_t out = 0;
        std::size_t b = 0;
        std::size_t a = 0;
        std::uint32_t leftBid = 0;
        std::uint32_t leftAsk = 0;
        for (;;) {
            if (leftBid == 0) {
                if (b == book.bids.size()) {
                    return out;
                }
                leftBid = m_orders.bids[book.bids[b++]].cards;
            }
            if (leftAsk == 0) {
                if (a == book.asks.size()) {
                    return out;
                }
                leftAsk = m_orders.asks[book.asks[a++]].cards;
            }
            if (m_orders.bids[book.bids[b - 1]].limit < m_orders.asks[book.asks[a - 1]].reserve) {
                return out;
            }
            const std::uint32_t step = std::min(leftBid, leftAsk);
            out += step;
            leftBid -= step;
            leftAsk -= step;
        }
    }

    void clear(MarketClearing& book)
    {
        std::ranges::sort(book.bids, [&](std::uint32_t x, std::uint32_t y) {
            const Bid& a = m_orders.bids[x];
            const Bid& b = m_orders.bids[y];
            return a.limit != b.limit ? a.limit > b.limit : a.id < b.id;
        });
        std::ranges::sort(book.asks, [&](std::uint32_t x, std::uint32_t y) {
            const Ask& a = m_orders.asks[x];
            const Ask& b = m_orders.asks[y];
            return a.reserve != b.reserve ? a.reserve < b.reserve : a.id < b.id;
        });
        book.crossing = crossing(book);
        match(book);
        settlePrice(book);
    }

    /// Only the cards before the crossing trade: every limit among them is at least every reserve.
    void match(MarketClearing& book)
    {
        std::vector<std::uint32_t> left;
        std::uint32_t supply = book.crossing;
        for (const std::uint32_t ask : book.asks) {
            left.push_back(std::min(supply, m_orders.asks[ask].cards));
            supply -= left.back();
        }
        std::uint32_t demand = book.crossing;
        for (const std::uint32_t bid : book.bids) {
            if (isCancelled()) {
                return;
            }
            const std::uint32_t wanted = std::min(demand, m_orders.bids[bid].cards);
            demand -= wanted;
            bool isBlocked = false;
            bool isDown = false;
            std::uint32_t missing = wanted;
            for (std::size_t i = 0; i < book.asks.size() && missing > 0; ++i) {
                if (left[i] == 0) {
                    continue;
                }
                if (m_isDown[book.asks[i]]) {
                    isDown = true;
                    continue;
                }
                const std::uint32_t cards = std::min(missing, left[i]);
                Contract contract{bid, book.asks[i], cards, 0, 0, 0, share(bid, cards)};
                if (!reserve(contract)) {
                    isBlocked = true;
                    continue;
                }
                book.contracts.push_back(std::move(contract));
                left[i] -= cards;
                missing -= cards;
            }
            m_out.got[bid] = wanted - missing;
            m_out.outcomes[bid] = m_out.got[bid] == m_orders.bids[bid].cards ? BidOutcome::Filled
                                  : isBlocked && missing > 0                 ? BidOutcome::NoNetwork
                                  : isDown && missing > 0                    ? BidOutcome::PoolDown
                                                                             : whyShort(book, bid);
        }
    }

    [[nodiscard]] BidOutcome whyShort(const MarketClearing& book, std::uint32_t bid) const
    {
        const bool isCheapEnough = std::ranges::any_of(book.asks, [&](std::uint32_t ask) {
            return m_orders.asks[ask].reserve <= m_orders.bids[bid].limit;
        });
        return isCheapEnough       ? BidOutcome::NoCards
               : book.asks.empty() ? BidOutcome::NoCards
                                   : BidOutcome::PriceTooLow;
    }

    [[nodiscard]] double share(std::uint32_t bid, std::uint32_t cards) const
    {
        return m_orders.bids[bid].gbps * cards / m_orders.bids[bid].cards;
    }

    /// Takes the bandwidth of a contract, if the network allows it.
    bool reserve(Contract& contract)
    {
        const std::uint32_t bid = contract.bid;
        const std::uint32_t ask = contract.ask;
        const network::NodeIndex users = m_site[bid];
        if (!users.isValid()) {
            return true;
        }
        const auto bound = static_cast<TimeNs>(m_orders.bids[bid].key.latencyClass_ms) * kMillisecond;
        const auto [delays, isNew] = m_delays.try_emplace(users.value());
        if (isNew) {
            delays->second = network::latencyReach(m_network.graph, m_network.registry.get(), users, {},
                                                   m_network.outOfService)
                                 .poolDelay;
        }
        if (delays->second[m_pool[ask].value()] > bound) { // unreachable is later than any bound
            return false;
        }
        const double rate_bps = 1e9 * contract.gbps;
        const network::NodeIndex pool = m_network.graph.node(m_pool[ask]);
        if (rate_bps <= 0 || users == pool) {
            return true;
        }
        std::vector<double> room = m_room;
        for (const auto& [src, dst] : {std::pair{users, pool}, {pool, users}}) {
            SplitRoute route = splitRoute(m_network.graph, room, src, dst, rate_bps, bound);
            if (route.rate_bps < rate_bps * (1 - 1e-9)) {
                return false;
            }
            for (const RoutePart& part : route.parts) {
                for (const std::uint32_t arc : part.arcs) {
                    room[arc] = std::max(0.0, room[arc] - part.rate_bps);
                }
            }
            (src == users ? contract.there : contract.back) = std::move(route.parts);
        }
        m_room = std::move(room);
        return true;
    }

    void settlePrice(MarketClearing& book) const
    {
        if (book.contracts.empty()) {
            return;
        }
        MoneyE4 lowestLimit = m_orders.bids[book.contracts.front().bid].limit;
        MoneyE4 highestReserve = 0;
        for (const Contract& contract : book.contracts) {
            lowestLimit = std::min(lowestLimit, m_orders.bids[contract.bid].limit);
            highestReserve = std::max(highestReserve, m_orders.asks[contract.ask].reserve);
        }
        book.price = highestReserve + (lowestLimit - highestReserve) / 2;
        for (Contract& contract : book.contracts) {
            const double cardHours = contract.cards * m_orders.hours;
            contract.price = book.price;
            contract.compute = moneyOf(cardHours * static_cast<double>(book.price));
            contract.network = moneyOf(2 * contract.gbps * m_orders.hours *
                                       static_cast<double>(m_orders.networkPerGbpsHour));
            book.cards += contract.cards;
            book.buyerSurplus += moneyOf(cardHours * static_cast<double>(m_orders.bids[contract.bid].limit)) -
                                 contract.compute;
            book.sellerSurplus +=
                contract.compute -
                moneyOf(cardHours * static_cast<double>(m_orders.asks[contract.ask].reserve));
        }
    }

    const network::Network& m_network;
    const OfferTable& m_table;
    const MarketOrders& m_orders;
    std::vector<double> m_room;
    const std::atomic<bool>* m_cancelled;
    std::vector<network::NodeIndex> m_site;  ///< by bid
    std::vector<registry::PoolIndex> m_pool; ///< by ask
    std::vector<bool> m_isDown;              ///< by ask: its pool
    std::unordered_map<std::size_t, std::vector<TimeNs>> m_delays;
    MarketResult m_out;
};

} // namespace

std::string_view bidOutcomeName(BidOutcome outcome)
{
    switch (outcome) {
    case BidOutcome::Filled:
        return "filled";
    case BidOutcome::PriceTooLow:
        return "price_too_low";
    case BidOutcome::NoNetwork:
        return "no_network";
    case BidOutcome::PoolDown:
        return "pool_down";
    case BidOutcome::NoCards:
        break;
    }
    return "no_cards";
}

Result<MarketResult> clearMarkets(const network::Network& network, const OfferTable& table,
                                  const MarketOrders& orders, std::vector<double> room_bps,
                                  const std::atomic<bool>* cancelled)
{
    return Auction(network, table, orders, std::move(room_bps), cancelled).run();
}

} // namespace twin::compute
