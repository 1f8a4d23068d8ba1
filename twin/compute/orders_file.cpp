#include "twin/compute/orders_file.h"

#include "twin/compute/data_rules.h"
#include "twin/compute/jobs_file.h"
#include "twin/compute/json_fields.h"
#include "twin/compute/market_rounds.h"
#include "twin/support/file_io.h"

#include <cmath>
#include <unordered_set>

namespace twin::compute {

namespace {

void money(JsonObject& fields, const char* name, MoneyE4& out)
{
    double cny = static_cast<double>(out) / 1e4;
    fields.number(name, cny, 0, 1e8);
    out = static_cast<MoneyE4>(std::llround(cny * 1e4));
}

void readKey(JsonObject& fields, MarketKey& out)
{
    std::string province;
    fields.text("province", province);
    const auto code = provinceCalled(province);
    if (!code) {
        fields.fail("province", "there is no province '" + province + "'");
    }
    out.province = code.value_or(0);
    fields.text("chip_class", out.chipClass);
    if (out.chipClass.empty()) {
        fields.fail("chip_class", "is missing");
    }
    fields.whole("latency_class", out.latencyClass_ms, 1, 20);
    if (out.latencyClass_ms != 1 && out.latencyClass_ms != 5 && out.latencyClass_ms != 20) {
        fields.fail("latency_class", "is 1, 5 or 20");
    }
}

/// The rounds an order is in.
template <typename Order> void readRounds(JsonObject& fields, Order& out)
{
    fields.whole("arrives", out.arrives, 1, kMostRounds);
    fields.whole("expires", out.expires, 1, kMostRounds);
    if (out.expires != 0 && out.expires < out.arrives) {
        fields.fail("expires", "is before it arrives");
    }
}

Bid readBid(JsonObject& fields)
{
    Bid out;
    fields.onlyKnows({"id", "tenant", "province", "chip_class", "latency_class", "cards", "limit_cny",
                      "users_site", "gbps", "arrives", "expires"});
    fields.text("id", out.id, 128);
    fields.text("tenant", out.tenant);
    readKey(fields, out.key);
    fields.whole("cards", out.cards, 1, kMostMarketCards);
    money(fields, "limit_cny", out.limit);
    fields.text("users_site", out.usersSite);
    fields.number("gbps", out.gbps, 0, 1e6);
    readRounds(fields, out);
    return out;
}

Ask readAsk(JsonObject& fields)
{
    Ask out;
    fields.onlyKnows({"id", "pool", "province", "chip_class", "latency_class", "cards", "reserve_cny",
                      "arrives", "expires"});
    fields.text("id", out.id, 128);
    fields.text("pool", out.poolId);
    readKey(fields, out.key);
    fields.whole("cards", out.cards, 1, kMostMarketCards);
    money(fields, "reserve_cny", out.reserve);
    readRounds(fields, out);
    return out;
}

PoolOutage readOutage(JsonObject& fields)
{
    PoolOutage out;
    fields.onlyKnows({"pool", "from_h", "to_h"});
    fields.text("pool", out.poolId);
    fields.number("from_h", out.from_h, 0, 1e6);
    fields.number("to_h", out.to_h, 0, 1e6);
    if (!(out.to_h > out.from_h)) {
        fields.fail("to_h", "an outage ends after it begins");
    }
    return out;
}

template <typename T, typename Read>
Result<> readList(const JsonDocument& document, const char* name, std::vector<T>& out, Read read)
{
    const auto found = document.root().find(name);
    if (found == document.root().end()) {
        return {};
    }
    if (!found->is_array()) {
        return failure(document.errorAt({name}, "a list is expected"));
    }
    if (found->size() > kMostOrders) {
        return failure(
            document.errorAt({name}, "more than " + std::to_string(kMostOrders), ErrorCode::TooLarge));
    }
    for (std::size_t i = 0; i < found->size(); ++i) {
        const std::vector<std::string> path{name, std::to_string(i)};
        if (!(*found)[i].is_object()) {
            return failure(document.errorAt(path, "an object is expected"));
        }
        JsonObject fields(document, (*found)[i], path);
        out.push_back(read(fields));
        if (fields.error()) {
            return failure(*fields.error());
        }
    }
    return {};
}

using Json = nlohmann::ordered_json;

double cny(MoneyE4 money)
{
    return static_cast<double>(money) / 1e4;
}

void writeKey(Json& out, const MarketKey& key)
{
    out["province"] = std::to_string(key.province);
    out["chip_class"] = key.chipClass;
    out["latency_class"] = key.latencyClass_ms;
}

/// In all rounds from the first on: nothing to say.
void writeRounds(Json& out, std::uint32_t arrives, std::uint32_t expires)
{
    if (arrives != 1) {
        out["arrives"] = arrives;
    }
    if (expires != 0) {
        out["expires"] = expires;
    }
}

Json bidJson(const Bid& bid)
{
    Json out;
    out["id"] = bid.id;
    out["tenant"] = bid.tenant;
    writeKey(out, bid.key);
    out["cards"] = bid.cards;
    out["limit_cny"] = cny(bid.limit);
    out["users_site"] = bid.usersSite;
    out["gbps"] = bid.gbps;
    writeRounds(out, bid.arrives, bid.expires);
    return out;
}

Json askJson(const Ask& ask)
{
    Json out;
    out["id"] = ask.id;
    out["pool"] = ask.poolId;
    writeKey(out, ask.key);
    out["cards"] = ask.cards;
    out["reserve_cny"] = cny(ask.reserve);
    writeRounds(out, ask.arrives, ask.expires);
    return out;
}

/// Every order has a name of its own.
template <typename T>
Result<> checkIds(const JsonDocument& document, const char* name, const std::vector<T>& orders)
{
    std::unordered_set<std::string> ids;
    for (std::size_t i = 0; i < orders.size(); ++i) {
        if (orders[i].id.empty() || !ids.insert(orders[i].id).second) {
            return failure(document.errorAt({name, std::to_string(i), "id"},
                                            orders[i].id.empty() ? "is missing" : "is used twice"));
        }
    }
    return {};
}

} // namespace

Result<OrdersFile> parseOrders(std::string_view text, const std::string& file)
{
    if (text.size() > kJobsFileBound) {
        return failureAt(ErrorCode::TooLarge, file, 0, "is larger than 16 MiB");
    }
    JsonDocument document(text, file);
    if (const auto opened = document.open(); !opened) {
        return failure(opened.error());
    }
    if (const auto known = document.checkFormat(kOrdersFormat); !known) {
        return failure(known.error());
    }
    JsonObject root(document, document.root(), {});
    root.onlyKnows(
        {"format", "note", "hours", "rounds", "network_cny_per_gbps_hour", "bids", "asks", "outages"});
    OrdersFile out;
    root.number("hours", out.orders.hours, 0.01, 1e5);
    root.whole("rounds", out.orders.rounds, 1, kMostRounds);
    money(root, "network_cny_per_gbps_hour", out.orders.networkPerGbpsHour);
    if (root.error()) {
        return failure(*root.error());
    }
    for (const auto& read :
         {readList(document, "bids", out.orders.bids, readBid),
          readList(document, "asks", out.orders.asks, readAsk),
          readList(document, "outages", out.outages, readOutage), checkIds(document, "bids", out.orders.bids),
          checkIds(document, "asks", out.orders.asks)}) {
        if (!read) {
            return failure(read.error());
        }
    }
    return out;
}

std::string ordersText(const OrdersFile& file)
{
    Json out;
    out["format"] = kOrdersFormat;
    out["hours"] = file.orders.hours;
    if (file.orders.rounds != 1) {
        out["rounds"] = file.orders.rounds;
    }
    out["network_cny_per_gbps_hour"] = cny(file.orders.networkPerGbpsHour);
    out["bids"] = Json::array();
    for (const Bid& bid : file.orders.bids) {
        out["bids"].push_back(bidJson(bid));
    }
    out["asks"] = Json::array();
    for (const Ask& ask : file.orders.asks) {
        out["asks"].push_back(askJson(ask));
    }
    out["outages"] = Json::array();
    for (const PoolOutage& outage : file.outages) {
        out["outages"].push_back({{"pool", outage.poolId}, {"from_h", outage.from_h}, {"to_h", outage.to_h}});
    }
    return out.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

Result<OrdersFile> readOrders(const std::string& path)
{
    const auto bytes = readFile(path, kJobsFileBound);
    return bytes ? parseOrders(*bytes, path) : Result<OrdersFile>(failure(bytes.error()));
}

} // namespace twin::compute
