#include "app/ctl/cancel.h"
#include "app/ctl/command_table.h"
#include "app/ctl/compute_input.h"
#include "app/ctl/compute_text.h"
#include "app/ctl/efficiency_parts.h"
#include "app/ctl/moment_input.h"
#include "app/ctl/scenario_input.h"
#include "app/ctl/stop_watch.h"
#include "twin/compute/admission.h"
#include "twin/compute/market_rounds.h"
#include "twin/compute/orders_file.h"
#include "twin/compute/present_loads.h"
#include "twin/scenario/market_outages.h"

#include <nlohmann/json.hpp>

namespace app::ctl {

namespace {

using namespace twin::compute;
using Json = nlohmann::ordered_json;
using Kind = OptionSpec::Kind;

double cny(twin::MoneyE4 money)
{
    return static_cast<double>(money) / 1e4;
}

Json contractJson(const MarketOrders& orders, const Contract& contract, const Bill& bill)
{
    return {{"bid", orders.bids[contract.bid].id},
            {"ask", orders.asks[contract.ask].id},
            {"pool", orders.asks[contract.ask].poolId},
            {"cards", contract.cards},
            {"cny_per_card_hour", cny(contract.price)},
            {"gbps", contract.gbps},
            {"delivered",
             {{"card_hours", bill.meter.cardHours},
              {"eflops_hours_fp16", bill.meter.eflopsHours},
              {"gbps_hours", bill.meter.gbpsHours},
              {"availability", bill.meter.availability},
              {"network_availability", bill.meter.networkAvailability}}},
            {"bill_cny",
             {{"compute", cny(bill.compute)},
              {"network", cny(bill.network)},
              {"credit", cny(bill.credit)},
              {"network_credit", cny(bill.networkCredit)},
              {"total", cny(bill.total)}}}};
}

using twin::scenario::MarketOutages;

Json marketJson(const OfferTable& table, const MarketOrders& orders, const MarketOutages& outages,
                const MarketClearing& market)
{
    Json out;
    out["province"] = market.key.province;
    out["chip_class"] = market.key.chipClass;
    out["latency_class_ms"] = market.key.latencyClass_ms;
    out["crossing_cards"] = market.crossing;
    out["cards"] = market.cards;
    out["price_cny"] = market.cards > 0 ? Json(cny(market.price)) : Json();
    out["buyer_surplus_cny"] = cny(market.buyerSurplus);
    out["seller_surplus_cny"] = cny(market.sellerSurplus);
    out["book"] = {{"bids", Json::array()}, {"asks", Json::array()}};
    for (const std::uint32_t bid : market.bids) {
        out["book"]["bids"].push_back({{"id", orders.bids[bid].id},
                                       {"cards", orders.bids[bid].cards},
                                       {"limit_cny", cny(orders.bids[bid].limit)}});
    }
    for (const std::uint32_t ask : market.asks) {
        out["book"]["asks"].push_back({{"id", orders.asks[ask].id},
                                       {"cards", orders.asks[ask].cards},
                                       {"reserve_cny", cny(orders.asks[ask].reserve)}});
    }
    out["contracts"] = Json::array();
    const auto bills = settleWithArcs(table, orders, market.contracts, outages.pools, outages.arcs);
    for (std::size_t i = 0; i < bills.size(); ++i) {
        out["contracts"].push_back(contractJson(orders, market.contracts[i], bills[i]));
    }
    return out;
}

Json marketsJson(const OfferTable& table, const MarketOrders& orders, const MarketOutages& outages,
                 const MarketRound& round)
{
    Json out = Json::array();
    for (const MarketClearing& market : round.markets) {
        out.push_back(marketJson(table, orders, outages, market));
    }
    return out;
}

/// Every round with what was in it, and what it traded.
Json roundsJson(const OfferTable& table, const MarketOrders& orders, const MarketOutages& outages,
                const MarketRounds& all)
{
    Json out = Json::array();
    for (const MarketRound& round : all.rounds) {
        Json one = {{"round", out.size() + 1}, {"bids", Json::array()}, {"asks", Json::array()}};
        for (std::size_t i = 0; i < round.bids.size(); ++i) {
            one["bids"].push_back({{"id", orders.bids[round.bids[i]].id},
                                   {"cards", round.bidCards[i]},
                                   {"outcome", bidOutcomeName(round.outcomes[i])}});
        }
        for (std::size_t i = 0; i < round.asks.size(); ++i) {
            one["asks"].push_back({{"id", orders.asks[round.asks[i]].id}, {"cards", round.askCards[i]}});
        }
        one["markets"] = marketsJson(table, orders, outages, round);
        out.push_back(std::move(one));
    }
    return out;
}

/// What each bid got in all, how its last round ended for it, and in which that was.
Json bidsJson(const MarketOrders& orders, const MarketRounds& all)
{
    std::vector<BidOutcome> outcomes(orders.bids.size(), BidOutcome::NoCards);
    std::vector<std::size_t> last(orders.bids.size(), 0);
    for (std::size_t number = 0; number < all.rounds.size(); ++number) {
        const MarketRound& round = all.rounds[number];
        for (std::size_t i = 0; i < round.bids.size(); ++i) {
            outcomes[round.bids[i]] = round.outcomes[i];
            last[round.bids[i]] = number + 1;
        }
    }
    Json out = Json::array();
    for (std::size_t bid = 0; bid < orders.bids.size(); ++bid) {
        Json one = {{"id", orders.bids[bid].id}, {"cards", orders.bids[bid].cards}, {"got", all.got[bid]}};
        one["outcome"] = last[bid] > 0 ? bidOutcomeName(outcomes[bid]) : "in_no_round";
        if (orders.rounds > 1) {
            one["last_round"] = last[bid] > 0 ? Json(last[bid]) : Json();
        }
        out.push_back(std::move(one));
    }
    return out;
}

/// Those of the orders file, and what a scenario takes away.
twin::Result<MarketOutages> outagesOf(const Args& args, const OrdersFile& file, const OpenedMoment& moment)
{
    MarketOutages out;
    if (args.has("--scenario")) {
        const auto document = twin::scenario::readDocument(args.text("--scenario"));
        if (!document) {
            return twin::failure(document.error());
        }
        const auto ground = openGround(args, *document);
        if (!ground) {
            return twin::failure(ground.error());
        }
        auto taken = twin::scenario::marketOutages(**ground, *document, moment.network.graph,
                                                   file.orders.hours, cancelFlag());
        if (!taken) {
            twin::Error error = taken.error();
            error.file = error.file.empty() ? args.text("--scenario") : error.file;
            return twin::failure(std::move(error));
        }
        out = std::move(*taken);
    }
    out.pools.insert(out.pools.end(), file.outages.begin(), file.outages.end());
    return out;
}

Json outagesJson(const MarketOutages& outages, const twin::network::Graph& graph)
{
    Json out = {{"pools", Json::array()}, {"arcs", Json::array()}};
    for (const PoolOutage& one : outages.pools) {
        out["pools"].push_back({{"pool", one.poolId}, {"from_h", one.from_h}, {"to_h", one.to_h}});
    }
    for (const ArcOutage& one : outages.arcs) {
        out["arcs"].push_back({{"arc", graph.arcName(one.arc)}, {"from_h", one.from_h}, {"to_h", one.to_h}});
    }
    return out;
}

int runMarket(const Args& args)
{
    const auto file = readOrders(args.text("ORDERS"));
    if (!file) {
        return report(file.error());
    }
    const auto moment = openMoment(args);
    if (!moment) {
        return report(moment.error());
    }
    const OfferTable table = moment->offers();
    const PresentLoads loads = presentLoads(moment->network);
    const StopWatch watch;
    const auto result = clearRounds(moment->network, table, file->orders,
                                    freeCapacity(moment->network.graph, loads.arc_bps, args.number("--fill"),
                                                 moment->network.outOfService));
    if (!result) {
        twin::Error error = result.error();
        error.file = args.text("ORDERS");
        return report(error);
    }
    const auto outages = outagesOf(args, *file, *moment);
    if (!outages) {
        return report(outages.error());
    }
    Json out;
    out["what_if"] = "nothing is bought or sold by this";
    out["file"] = moment->file;
    out["hours"] = file->orders.hours;
    out["outages"] = outagesJson(*outages, moment->network.graph);
    if (file->orders.rounds == 1) {
        out["markets"] = marketsJson(table, file->orders, *outages, result->rounds.front());
    } else {
        out["rounds"] = roundsJson(table, file->orders, *outages, *result);
    }
    out["bids"] = bidsJson(file->orders, *result);
    const NameBook names(*moment->network.registry);
    printModelAnswer(out, args.json, watch.seconds(),
                     [&](const Json& json) { printMarketText(json, names); });
    return kDone;
}

} // namespace

Command marketCommand()
{
    std::vector<OptionSpec> options{
        {"ORDERS", "orders file (docs/formats.md)", Kind::Text, true, ""},
        {"--scenario", "what fails while the contracts run: its pools and paths deliver less", Kind::Text,
         false, ""},
        {"--any-base", "also a scenario that was made on another base", Kind::Flag, false, ""},
        {"--fill", "part of a link that may be promised", Kind::Number, false, "0.95", {0.01, 1}}};
    for (auto more : {momentOptions(), computeOptions()}) {
        for (OptionSpec& option : more) {
            options.push_back(std::move(option));
        }
    }
    return {"market", "What if: rounds of a double auction for compute, its contracts, and their bills",
            std::move(options), runMarket};
}

} // namespace app::ctl
