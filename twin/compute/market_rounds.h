#pragma once

#include "twin/compute/market.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

/// The market in rounds: a periodic double auction.
namespace twin::compute {

inline constexpr std::uint32_t kMostRounds = 1'000;

/// One round. Numbers of bids and asks are those of the orders, also in contracts and books.
struct MarketRound
{
    std::vector<std::uint32_t> bids; ///< in it: arrived, not expired, not filled
    std::vector<std::uint32_t> asks;
    std::vector<std::uint32_t> bidCards; ///< wanted in it, by its bids
    std::vector<std::uint32_t> askCards;
    std::vector<MarketClearing> markets;
    std::vector<BidOutcome> outcomes; ///< by its bids
};

struct MarketRounds
{
    std::vector<MarketRound> rounds;
    std::vector<std::uint32_t> got; ///< cards, by bid, of all rounds
};

/// Clears the orders' rounds one after the other, each as clearMarkets() does. All contracts are of the same
/// hours, which begin after the last round. An order is in the rounds from `arrives` to `expires` with the
/// cards that are left of it (and as much of its bandwidth); cards and bandwidth of earlier contracts are
/// gone. Errors: as clearMarkets; more cards of a pool in a round than it has free, less what is sold. Cost:
/// rounds · that of one.
[[nodiscard]] Result<MarketRounds> clearRounds(const network::Network& network, const OfferTable& table,
                                               const MarketOrders& orders, std::vector<double> room_bps);

} // namespace twin::compute
