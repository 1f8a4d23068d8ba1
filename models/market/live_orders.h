#pragma once

#include "twin/compute/market.h"
#include "twin/compute/offer_table.h"
#include "twin/state/snapshot.h"

#include <cstdint>
#include <string>
#include <vector>

namespace models {

/// Why a job that waits makes no bid.
enum class NoBid : std::uint8_t {
    AsksForNoCards,
    NamesNoChipClass,
    NothingOffered, ///< no pool in service has free cards of its class with a price
};

struct JobWithoutBid
{
    std::string id;
    std::string tenant;
    std::string chipClass; ///< may be empty
    std::uint32_t cards = 0;
    NoBid why = NoBid::NothingOffered;
};

struct LiveOrders
{
    twin::compute::MarketOrders orders; ///< hours and the price of the network are left as they are
    std::vector<JobWithoutBid> withoutBid;
};

/// The orders a market would see if it were held at the moment of the snapshot: jobs that wait bid, pools
/// offer what they have free. What nobody registers is taken so (assumed; docs/compute.md):
/// - A bid stands in the province of its users or its data, if cards of the class are free there, else where
///   they are cheapest and enough are left; only in provinces where the job may run. It asks for the latency
///   class the job registers; without one inference for 5 ms, everything else for 20 ms.
/// - Its limit is what the tenant would pay there at list price on average: on demand for inference and what
///   has a deadline, reserved for the rest; and no more than the job's budget is for a card and hour.
/// - A pool's reserve price is its lowest list price, the night's left out. Where bids of several latency
///   classes are, its cards are offered in proportion to what is asked for.
[[nodiscard]] LiveOrders liveOrders(const twin::state::Snapshot& snapshot,
                                    const twin::compute::OfferTable& table);

} // namespace models
