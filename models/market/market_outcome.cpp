#include "models/market/market_outcome.h"

#include "models/format/format.h"
#include "twin/compute/admission.h"
#include "twin/compute/present_loads.h"
#include "twin/network/network.h"
#include "twin/state/live_network.h"

#include <algorithm>
#include <cmath>

namespace models {

using namespace twin::compute;
using twin::ErrorCode;

namespace {

twin::Result<> readOrMake(const MarketOrder& order, MarketOutcome& out)
{
    if (order.ordersFile.isEmpty()) {
        LiveOrders live = liveOrders(*order.snapshot, *out.offers);
        out.file.orders = std::move(live.orders);
        out.file.orders.hours = order.settings.hours;
        out.file.orders.networkPerGbpsHour =
            static_cast<twin::MoneyE4>(std::llround(1e4 * order.settings.cnyPerGbpsHour));
        out.withoutBid = std::move(live.withoutBid);
        return {};
    }
    auto read = readOrders(format::utf8(order.ordersFile));
    if (!read) {
        return twin::failure(read.error());
    }
    if (read->orders.rounds > 1) { // all at once they would clear to something else
        return twin::failureAt(ErrorCode::Unsupported, format::utf8(order.ordersFile), 0,
                               "has " + std::to_string(read->orders.rounds) +
                                   " rounds, and here one is cleared: suanwangctl market clears them all");
    }
    out.file = std::move(*read);
    return {};
}

twin::Result<> make(const MarketOrder& order, MarketProgress& progress, MarketOutcome& out)
{
    out.offers = std::make_shared<const OfferTable>(*order.snapshot);
    const auto isUnknown = [](const ComputeOffer& offer) {
        return offer.freeSource == FreeSource::Unknown;
    };
    if (std::ranges::all_of(out.offers->offers(), isUnknown)) {
        return twin::failure(ErrorCode::BadInput,
                             "nothing says which cards are free: neither telemetry nor a workload is here");
    }
    if (const auto orders = readOrMake(order, out); !orders) {
        return orders;
    }
    progress.stage = MarketProgress::Loads;
    twin::network::Network network =
        twin::network::networkOf(order.snapshot->registry, order.snapshot->workload);
    network.outOfService = twin::state::downArcs(*order.snapshot, network.graph);
    const PresentLoads loads = presentLoads(network);
    progress.stage = MarketProgress::Clearing;
    auto result =
        clearMarkets(network, *out.offers, out.file.orders,
                     freeCapacity(network.graph, loads.arc_bps, order.settings.fill, network.outOfService),
                     &progress.isCancelled);
    if (!result) {
        twin::Error error = result.error();
        if (error.code != ErrorCode::Cancelled) {
            error.file = format::utf8(order.ordersFile);
        }
        return twin::failure(std::move(error));
    }
    out.result = std::move(*result);
    return {};
}

} // namespace

const twin::registry::Pool* MarketOutcome::poolOf(const MarketContract& at) const
{
    const auto& registry = *snapshot->registry;
    const auto found = registry.find(twin::EntityKind::Pool, askOf(at).poolId);
    return found ? &registry.pools[found->index] : nullptr;
}

MarketOutcomePtr clearOrders(const MarketOrder& order, MarketProgress& progress)
{
    auto out = std::make_shared<MarketOutcome>();
    out->snapshot = order.snapshot;
    out->ordersFile = order.ordersFile;
    if (const auto made = make(order, progress, *out); !made) {
        out->error = made.error();
    } else if (progress.isCancelled) {
        out->error = twin::Error{ErrorCode::Cancelled, "cancelled", {}, 0, 0};
    }
    for (std::size_t market = 0; market < out->result.markets.size(); ++market) {
        for (const Contract& contract : out->result.markets[market].contracts) {
            out->contracts.push_back({market, contract});
        }
    }
    progress.stage = MarketProgress::Settling;
    return out;
}

MarketBillsPtr settleOutcome(const MarketOutcome& outcome, const MarketOutage& outage)
{
    auto out = std::make_shared<MarketBills>();
    out->outage = outage;
    std::vector<PoolOutage> outages = outcome.file.outages;
    if (!outage.poolId.isEmpty()) {
        outages.push_back({format::utf8(outage.poolId), outage.from_h, outage.from_h + outage.hours});
    }
    std::vector<Contract> contracts;
    contracts.reserve(outcome.contracts.size());
    for (const MarketContract& each : outcome.contracts) {
        contracts.push_back(each.contract);
    }
    out->bills = settle(*outcome.offers, outcome.file.orders, contracts, outages);
    return out;
}

} // namespace models
