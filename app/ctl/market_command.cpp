#include "app/ctl/command_table.h"
#include "app/ctl/compute_input.h"
#include "app/ctl/efficiency_parts.h"
#include "app/ctl/moment_input.h"
#include "app/ctl/stop_watch.h"
#include "twin/compute/admission.h"
#include "twin/compute/orders_file.h"
#include "twin/compute/present_loads.h"

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
              {"availability", bill.meter.availability}}},
            {"bill_cny",
             {{"compute", cny(bill.compute)},
              {"network", cny(bill.network)},
              {"credit", cny(bill.credit)},
              {"total", cny(bill.total)}}}};
}

Json marketJson(const OfferTable& table, const OrdersFile& file, const MarketClearing& market)
{
    const MarketOrders& orders = file.orders;
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
    const auto bills = settle(table, orders, market.contracts, file.outages);
    for (std::size_t i = 0; i < bills.size(); ++i) {
        out["contracts"].push_back(contractJson(orders, market.contracts[i], bills[i]));
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
    const auto result = clearMarkets(moment->network, table, file->orders,
                                     freeCapacity(moment->network.graph, loads.arc_bps, args.number("--fill"),
                                                  moment->network.outOfService));
    if (!result) {
        twin::Error error = result.error();
        error.file = args.text("ORDERS");
        return report(error);
    }
    Json out;
    out["what_if"] = "nothing is bought or sold by this";
    out["file"] = moment->file;
    out["hours"] = file->orders.hours;
    out["markets"] = Json::array();
    for (const MarketClearing& market : result->markets) {
        out["markets"].push_back(marketJson(table, *file, market));
    }
    out["bids"] = Json::array();
    for (std::size_t bid = 0; bid < file->orders.bids.size(); ++bid) {
        out["bids"].push_back({{"id", file->orders.bids[bid].id},
                               {"cards", file->orders.bids[bid].cards},
                               {"got", result->got[bid]},
                               {"outcome", bidOutcomeName(result->outcomes[bid])}});
    }
    printModelAnswer(out, args.json, watch.seconds());
    return kDone;
}

} // namespace

Command marketCommand()
{
    std::vector<OptionSpec> options{
        {"ORDERS", "orders file (docs/formats.md)", Kind::Text, true, ""},
        {"--fill", "part of a link that may be promised", Kind::Number, false, "0.95", {0.01, 1}}};
    for (auto more : {momentOptions(), computeOptions()}) {
        for (OptionSpec& option : more) {
            options.push_back(std::move(option));
        }
    }
    return {"market", "What if: one round of a double auction for compute, its contracts, and their bills",
            std::move(options), runMarket};
}

} // namespace app::ctl
