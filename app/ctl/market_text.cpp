#include "app/ctl/answer_table.h"
#include "app/ctl/answer_text.h"
#include "app/ctl/command.h"
#include "app/ctl/compute_text.h"
#include "app/ctl/name_book.h"
#include "app/ctl/text_page.h"

#include <nlohmann/json.hpp>

#include <tuple>

/// Markets of one round and of several look the same: a table of markets, one of contracts, one of bids.
namespace app::ctl {

namespace {

using Json = nlohmann::ordered_json;

/// Markets of all rounds, each with the number of its round where there are several.
Json marketsOf(const Json& answer)
{
    if (answer.contains("markets")) {
        return answer["markets"];
    }
    Json out = Json::array();
    for (const Json& round : answer["rounds"]) {
        for (const Json& market : round["markets"]) {
            out.push_back(market);
            out.back()["round"] = round["round"];
        }
    }
    return out;
}

Json contractsOf(const Json& markets)
{
    Json out = Json::array();
    for (const Json& market : markets) {
        for (const Json& contract : market["contracts"]) {
            out.push_back(contract);
            if (market.contains("round")) {
                out.back()["round"] = market["round"];
            }
        }
    }
    return out;
}

double sumOf(const Json& contracts, const char* part)
{
    double out = 0;
    for (const Json& contract : contracts) {
        out += contract["bill_cny"][part].get<double>();
    }
    return out;
}

double totalOf(const Json& bids, const char* key)
{
    double out = 0;
    for (const Json& bid : bids) {
        out += bid[key].get<double>();
    }
    return out;
}

std::string sizeOf(const Json& list)
{
    return shown::count(list.size());
}

void printOutages(const Json& outages)
{
    const auto hour = [](const Json& hours) {
        return shown::number(hours, "h");
    };
    for (const auto& [list, key, title] :
         {std::tuple{"pools", "pool", "Pool"}, std::tuple{"arcs", "arc", "Link, one way"}}) {
        printRecords(std::string(title) + ", out of service", outages[list],
                     {{title, key}, numberField("From", "from_h", hour), numberField("Until", "to_h", hour)},
                     kTableRows);
    }
}

} // namespace

void printMarketText(const Json& answer, const NameBook& names)
{
    const Json markets = marketsOf(answer);
    const Json contracts = contractsOf(markets);
    const Json& bids = answer["bids"];
    const double credit = sumOf(contracts, "credit") + sumOf(contracts, "network_credit");
    printLine("What if: " + shown::text(answer["what_if"]) + ".");
    printLine(shown::count(totalOf(bids, "got")) + " of " + shown::count(totalOf(bids, "cards")) +
              " cards asked for are had, in " + shown::counted(contracts.size(), "contract", "contracts") +
              " of " + shown::number(answer["hours"]) + " h: bills of " +
              shown::money(sumOf(contracts, "total")) + ", credits for failures of " + shown::money(credit) +
              " taken off.");
    printRecords("Markets", markets,
                 {numberField("Round", "round", shown::text),
                  {"Province", "province",
                   [](const Json& code) {
                       return provinceName(code.get<std::uint32_t>());
                   }},
                  {"Chip", "chip_class"},
                  numberField("Latency class", "latency_class_ms",
                              [](const Json& value) { return shown::number(value, "ms"); }),
                  numberField("Bids", "book/bids", sizeOf),
                  numberField("Asks", "book/asks", sizeOf),
                  numberField("Cards sold", "cards"),
                  numberField("where curves cross", "crossing_cards"),
                  numberField("Card hour", "price_cny", shown::money),
                  numberField("Buyers' surplus", "buyer_surplus_cny", shown::money),
                  numberField("Sellers' surplus", "seller_surplus_cny", shown::money)},
                 kTableRows);
    printRecords("Contracts", contracts,
                 {numberField("Round", "round", shown::text),
                  {"Bid", "bid"},
                  {"Ask", "ask"},
                  {"Pool", "pool"},
                  {"Name", "pool",
                   [&names](const Json& id) {
                       return names.of(shown::text(id));
                   }},
                  numberField("Cards", "cards"),
                  numberField("Card hour", "cny_per_card_hour", shown::money),
                  numberField("Gb/s", "gbps", [](const Json& value) { return shown::number(value); }),
                  numberField("Card hours", "delivered/card_hours"),
                  numberField("Available", "delivered/availability", shown::availability),
                  numberField("its network", "delivered/network_availability", shown::availability),
                  numberField("Compute", "bill_cny/compute", shown::money),
                  numberField("Network", "bill_cny/network", shown::money),
                  numberField("Credit", {},
                              [](const Json& contract) {
                                  const Json& bill = contract["bill_cny"];
                                  return shown::money(bill["credit"].get<double>() +
                                                      bill["network_credit"].get<double>());
                              }),
                  numberField("To pay", "bill_cny/total", shown::money)},
                 kTableRows);
    printRecords("Bids", bids,
                 {{"Bid", "id"},
                  numberField("Cards", "cards"),
                  numberField("Got", "got"),
                  {"Outcome", "outcome", shown::words},
                  numberField("Last round", "last_round", shown::text)},
                 kTableRows);
    printOutages(answer["outages"]);
    printFooter(answer);
}

} // namespace app::ctl
