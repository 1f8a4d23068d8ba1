#pragma once

#include "twin/compute/offer_table.h"
#include "twin/compute/split_route.h"
#include "twin/network/network.h"
#include "twin/support/result.h"

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

/// A market for compute, as a what-if: nothing is bought or sold by it. Money is in 0.0001 CNY, so sums are
/// exact.
namespace twin::compute {

inline constexpr std::uint32_t kMostMarketCards = 1'000'000;

/// What is traded together: cards of one class, for the same hours, in one province, near enough.
struct MarketKey
{
    std::uint32_t province = 0; ///< adcode
    std::string chipClass;
    std::uint32_t latencyClass_ms = 20; ///< 1, 5, 20

    friend auto operator<=>(const MarketKey&, const MarketKey&) = default;
};

/// Somebody wants cards.
struct Bid
{
    std::string id;
    std::string tenant;
    MarketKey key;
    std::uint32_t cards = 0;
    MoneyE4 limit = 0;         ///< per card and hour, at most
    std::string usersSite;     ///< empty: anywhere
    double gbps = 0;           ///< reserved for all of its cards together, each way
    std::uint32_t arrives = 1; ///< the first round it is in (market_rounds.h)
    std::uint32_t expires = 0; ///< the last one; 0: that of the market
};

/// A pool offers cards.
struct Ask
{
    std::string id;
    std::string poolId;
    MarketKey key;
    std::uint32_t cards = 0;
    MoneyE4 reserve = 0; ///< per card and hour, at least
    std::uint32_t arrives = 1;
    std::uint32_t expires = 0;
};

struct MarketOrders
{
    double hours = 1;
    std::uint32_t rounds = 1;            ///< clearMarkets() takes all orders at once whatever this says
    MoneyE4 networkPerGbpsHour = 50'000; ///< what bandwidth costs the buyer, paid to the network
    std::vector<Bid> bids;
    std::vector<Ask> asks;
};

/// A contract: cards of one ask for one bid.
struct Contract
{
    std::uint32_t bid = 0;
    std::uint32_t ask = 0;
    std::uint32_t cards = 0;
    MoneyE4 price = 0;   ///< per card and hour, the market's
    MoneyE4 compute = 0; ///< cards · hours · price: the buyer pays it, the seller gets it
    MoneyE4 network = 0;
    double gbps = 0;
    std::vector<RoutePart> there = {}; ///< what the bandwidth was reserved on, from the users
    std::vector<RoutePart> back = {};
};

/// Why a bid of a market that cleared got less than it wanted.
enum class BidOutcome : std::uint8_t { Filled, PriceTooLow, NoCards, NoNetwork, PoolDown };

[[nodiscard]] std::string_view bidOutcomeName(BidOutcome outcome);

/// The book of one market and how it cleared.
struct MarketClearing
{
    MarketKey key;
    std::vector<std::uint32_t> bids; ///< the highest limit first, ties by identifier
    std::vector<std::uint32_t> asks; ///< the lowest reserve first, ties by identifier
    std::uint32_t crossing = 0;      ///< cards where the two curves cross
    std::uint32_t cards = 0;         ///< traded; fewer where the network is in the way
    MoneyE4 price = 0;               ///< of all; 0: nothing traded
    MoneyE4 buyerSurplus = 0;        ///< Σ cards · hours · (limit − price)
    MoneyE4 sellerSurplus = 0;       ///< Σ cards · hours · (price − reserve)
    std::vector<Contract> contracts;
};

struct MarketResult
{
    std::vector<MarketClearing> markets; ///< by key
    std::vector<BidOutcome> outcomes;    ///< by bid
    std::vector<std::uint32_t> got;      ///< cards, by bid
};

/// One round of a double auction for every key. The cards up to where the curves cross trade at one price,
/// the middle between the lowest limit and the highest reserve among them (k = 1/2), so no buyer pays more
/// than the limit, no seller gets less than the reserve, and what buyers pay for compute is what sellers get.
///
/// Which cards go to whom: bids in order take from asks in order, unless the pool is down, where the network
/// allows: one-way latency within the class, and room for the bandwidth (asked in proportion to the cards)
/// over any ways (split_route.h).
/// @param room_bps by arc; what contracts reserve is taken off for those that follow
/// @param cancelled looked at before every bid; null: never
/// Errors: BadInput, naming the order: a place or pool that is none, a pool that does not have the cards or
/// the class or stands elsewhere, out of range; Cancelled.
[[nodiscard]] Result<MarketResult> clearMarkets(const network::Network& network, const OfferTable& table,
                                                const MarketOrders& orders, std::vector<double> room_bps,
                                                const std::atomic<bool>* cancelled = nullptr);

} // namespace twin::compute
