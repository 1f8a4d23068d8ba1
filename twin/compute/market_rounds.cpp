#include "twin/compute/market_rounds.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace twin::compute {

namespace {

class Rounds
{
  public:
    Rounds(const network::Network& network, const OfferTable& table, const MarketOrders& orders,
           std::vector<double> room_bps)
        : m_network(network)
        , m_table(table)
        , m_orders(orders)
        , m_room(std::move(room_bps))
        , m_sold(orders.asks.size(), 0)
    {
        m_out.got.assign(orders.bids.size(), 0);
    }

    Result<MarketRounds> run()
    {
        if (m_orders.rounds < 1 || m_orders.rounds > kMostRounds) {
            return failure(ErrorCode::BadInput, "rounds are not within 1 to " + std::to_string(kMostRounds));
        }
        for (std::uint32_t number = 1; number <= m_orders.rounds; ++number) {
            MarketRound round;
            MarketOrders orders = ordersOf(number, round);
            if (const auto checked = check(round); !checked) {
                return failure(checked.error());
            }
            const auto result = clearMarkets(m_network, m_table, orders, m_room);
            if (!result) {
                return failure(result.error());
            }
            take(*result, round);
            m_out.rounds.push_back(std::move(round));
        }
        return std::move(m_out);
    }

  private:
    template <typename Order> [[nodiscard]] bool isIn(const Order& order, std::uint32_t round) const
    {
        return order.arrives <= round && round <= (order.expires == 0 ? m_orders.rounds : order.expires);
    }

    /// What is left of the orders that are in a round.
    MarketOrders ordersOf(std::uint32_t number, MarketRound& round) const
    {
        MarketOrders out;
        out.hours = m_orders.hours;
        out.networkPerGbpsHour = m_orders.networkPerGbpsHour;
        for (std::uint32_t i = 0; i < m_orders.bids.size(); ++i) {
            const Bid& bid = m_orders.bids[i];
            if (isIn(bid, number) && (m_out.got[i] < bid.cards || bid.cards == 0)) { // 0 is to be refused
                Bid& left = out.bids.emplace_back(bid);
                left.cards -= m_out.got[i];
                left.gbps *= bid.cards > 0 ? static_cast<double>(left.cards) / bid.cards : 0;
                round.bids.push_back(i);
                round.bidCards.push_back(left.cards);
            }
        }
        for (std::uint32_t i = 0; i < m_orders.asks.size(); ++i) {
            const Ask& ask = m_orders.asks[i];
            if (isIn(ask, number) && (m_sold[i] < ask.cards || ask.cards == 0)) {
                out.asks.push_back(ask);
                out.asks.back().cards -= m_sold[i];
                round.asks.push_back(i);
                round.askCards.push_back(out.asks.back().cards);
            }
        }
        return out;
    }

    /// Cards that are sold are not free any more, whoever offers them now.
    [[nodiscard]] Result<> check(const MarketRound& round) const
    {
        std::map<std::pair<std::string, std::string>, double> offered;
        const auto at = [&](const Ask& ask) -> double& {
            return offered[{ask.poolId, ask.key.chipClass}];
        };
        for (std::size_t i = 0; i < m_orders.asks.size(); ++i) {
            at(m_orders.asks[i]) += m_sold[i];
        }
        for (std::size_t i = 0; i < round.asks.size(); ++i) {
            const Ask& ask = m_orders.asks[round.asks[i]];
            at(ask) += round.askCards[i];
            for (const ComputeOffer& offer : m_table.offers()) {
                const bool isThis = m_table.pool(offer).id == ask.poolId &&
                                    m_table.chip(offer).chipClass == ask.key.chipClass;
                if (isThis && offer.state != OperState::Down && at(ask) > offer.freeCards) {
                    return failure(ErrorCode::BadInput, "ask " + ask.id + ": " + ask.poolId +
                                                            " has not so many free cards left in round " +
                                                            std::to_string(m_out.rounds.size() + 1));
                }
            }
        }
        return {};
    }

    /// Enters what a round traded, by the numbers of all orders.
    void take(const MarketResult& result, MarketRound& round)
    {
        round.outcomes = result.outcomes;
        for (MarketClearing market : result.markets) {
            for (std::uint32_t& bid : market.bids) {
                bid = round.bids[bid];
            }
            for (std::uint32_t& ask : market.asks) {
                ask = round.asks[ask];
            }
            for (Contract& contract : market.contracts) {
                contract.bid = round.bids[contract.bid];
                contract.ask = round.asks[contract.ask];
                m_out.got[contract.bid] += contract.cards;
                m_sold[contract.ask] += contract.cards;
                occupy(contract.there);
                occupy(contract.back);
            }
            round.markets.push_back(std::move(market));
        }
    }

    void occupy(const std::vector<RoutePart>& parts)
    {
        for (const RoutePart& part : parts) {
            for (const std::uint32_t arc : part.arcs) {
                m_room[arc] = std::max(0.0, m_room[arc] - part.rate_bps);
            }
        }
    }

    const network::Network& m_network;
    const OfferTable& m_table;
    const MarketOrders& m_orders;
    std::vector<double> m_room;
    std::vector<std::uint32_t> m_sold; ///< cards, by ask
    MarketRounds m_out;
};

} // namespace

Result<MarketRounds> clearRounds(const network::Network& network, const OfferTable& table,
                                 const MarketOrders& orders, std::vector<double> room_bps)
{
    return Rounds(network, table, orders, std::move(room_bps)).run();
}

} // namespace twin::compute
