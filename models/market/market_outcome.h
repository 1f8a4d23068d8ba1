#pragma once

#include "models/feed/asked_job.h"
#include "models/market/live_orders.h"
#include "twin/compute/orders_file.h"
#include "twin/support/error.h"

#include <QString>

#include <atomic>
#include <memory>
#include <optional>
#include <vector>

namespace models {

/// What a person can set of a market. The first two are for orders made of the twin: a file says its own.
struct MarketSettings
{
    double hours = 24;         ///< of every contract; 0.01 to 1e5
    double cnyPerGbpsHour = 5; ///< paid to the network (assumed); 0 to 1e6
    double fill = 0.95;        ///< part of a link that may be promised; 0.01 to 1

    friend bool operator==(const MarketSettings&, const MarketSettings&) = default;
};

/// A pool that delivers nothing for a while, beside what the orders file says.
struct MarketOutage
{
    QString poolId; ///< empty: none
    double from_h = 0;
    double hours = 0;

    friend bool operator==(const MarketOutage&, const MarketOutage&) = default;
};

/// Where a run is; shared with the thread that runs it.
struct MarketProgress : JobProgress
{
    enum Stage : int { Reading, Loads, Clearing, Settling };

    std::atomic<int> stage = Reading;
};

/// A contract and the market it was made in.
struct MarketContract
{
    std::size_t market = 0;
    twin::compute::Contract contract;
};

/// How the markets cleared. Immutable once handed over.
struct MarketOutcome
{
    twin::state::SnapshotPtr snapshot; ///< of the moment it is about
    std::shared_ptr<const twin::compute::OfferTable> offers;
    QString ordersFile; ///< empty: made of the twin
    twin::compute::OrdersFile file;
    std::vector<JobWithoutBid> withoutBid; ///< of the twin's jobs
    twin::compute::MarketResult result;
    std::vector<MarketContract> contracts; ///< of all markets
    std::optional<twin::Error> error;      ///< then nothing above but the snapshot counts

    [[nodiscard]] const twin::compute::Bid& bidOf(const MarketContract& at) const
    {
        return file.orders.bids[at.contract.bid];
    }

    [[nodiscard]] const twin::compute::Ask& askOf(const MarketContract& at) const
    {
        return file.orders.asks[at.contract.ask];
    }

    [[nodiscard]] const twin::registry::Pool* poolOf(const MarketContract& at) const;
};

using MarketOutcomePtr = std::shared_ptr<const MarketOutcome>;

/// What was delivered of the contracts of an outcome, and its price. Immutable.
struct MarketBills
{
    MarketOutage outage;
    std::vector<twin::compute::Bill> bills; ///< by contract of the outcome
};

using MarketBillsPtr = std::shared_ptr<const MarketBills>;

/// What is to be cleared.
struct MarketOrder
{
    twin::state::SnapshotPtr snapshot; ///< never null
    QString ordersFile;                ///< empty: jobs that wait, and free cards
    MarketSettings settings;
};

/// Clears. Any thread. Errors are in the outcome: those of the orders file and of the market, with the file's
/// name; BadInput where nothing says which cards are free; Cancelled.
[[nodiscard]] MarketOutcomePtr clearOrders(const MarketOrder& order, MarketProgress& progress);

/// Bills with the outages of the file and this one. Precondition: an outcome without error. Any thread.
[[nodiscard]] MarketBillsPtr settleOutcome(const MarketOutcome& outcome, const MarketOutage& outage);

} // namespace models
