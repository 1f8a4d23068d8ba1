#include "app/ctl/compute_text.h"

#include "app/ctl/answer_table.h"
#include "app/ctl/answer_text.h"
#include "app/ctl/command.h"
#include "app/ctl/text_page.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace app::ctl {

namespace {

using Json = nlohmann::ordered_json;

Field nameField(std::string title, std::string key, const NameBook& names)
{
    return {std::move(title), std::move(key), [&names](const Json& id) {
                return names.of(shown::text(id));
            }};
}

std::string noDigits(const Json& value)
{
    return shown::number(value);
}

/// Masses of carbon.
std::string carbon(const Json& kg)
{
    constexpr double kTonne = 1'000;
    const double value = kg.is_number() ? kg.get<double>() : 0;
    return value >= kTonne ? shown::number(value / kTonne, "t") : shown::number(kg, "kg");
}

std::string poolNames(const Json& pools, const NameBook& names)
{
    std::string out;
    for (const Json& pool : pools) {
        const std::string name = names.of(shown::text(pool["pool"]));
        out += (out.empty() || name.empty() ? "" : ", ") + name;
    }
    return out;
}

/// `precision 178, cards 564`.
std::string countsText(const Json& counts)
{
    std::string out;
    for (const auto& [what, number] : counts.items()) {
        out += (out.empty() ? "" : ", ") + shown::words(what) + " " + shown::count(number);
    }
    return out;
}

/// Every leg of every job a record.
Json legsOf(const Json& placements)
{
    Json out = Json::array();
    for (const Json& placed : placements) {
        for (const Json& leg : placed["bandwidth"]) {
            out.push_back(leg);
            out.back()["job"] = placed["job"];
        }
    }
    return out;
}

void printPlacements(const Json& answer, const NameBook& names)
{
    const Json& placements = answer["placements"];
    printRecords("Jobs with a place", placements,
                 {{"Job", "job"},
                  {"Pools", "pools", shown::pools},
                  {"Name", "pools",
                   [&names](const Json& pools) {
                       return poolNames(pools, names);
                   }},
                  {"Chip", "pools",
                   [](const Json& pools) {
                       return pools.empty() ? std::string() : shown::text(pools.front()["chip"]);
                   }},
                  {"Price", "price", shown::words},
                  numberField("Starts at", "start_s", shown::duration),
                  numberField("Computes from", "compute_s", shown::duration),
                  numberField("Ends at", "end_s", shown::duration),
                  numberField("Efficiency", "efficiency", shown::percent),
                  numberField("Latency", "latency_ms", shown::ms),
                  numberField("Cost", "cost_cny", shown::money),
                  numberField("of it network", "network_cny", shown::money),
                  numberField("Energy", "kwh", [](const Json& kwh) { return shown::number(kwh, "kWh"); }),
                  numberField("CO2", "kg_co2", carbon)},
                 kTableRows);
    printRecords("Bandwidth reserved", legsOf(placements),
                 {{"Job", "job"},
                  {"From", "from"},
                  nameField("Name", "from", names),
                  {"To", "to"},
                  numberField("Rate", "bps", shown::rate),
                  numberField("From", "from_s", shown::duration),
                  numberField("Until", "to_s", shown::duration),
                  numberField("Paths", "paths", [](const Json& paths) { return shown::count(paths.size()); }),
                  {"First path", "paths",
                   [](const Json& paths) {
                       return paths.empty() ? std::string() : shown::list(paths.front()["arcs"]);
                   }}},
                 kTableRows);
}

void printMoves(const Json& answer)
{
    printRecords("Jobs that do not stay", answer["moves"],
                 {{"Job", "job"},
                  {"Move", "move", shown::words},
                  numberField("Checkpoint", "checkpoint_bytes", shown::bytes),
                  {"Comes from", "comes_from", shown::words},
                  {"From old pool", "from_old_pool", shown::yesNo},
                  numberField("Rate", "transfer_bps", shown::rate),
                  numberField("Takes", "transfer_s", shown::duration),
                  numberField("Cost", "cost_cny", shown::money),
                  numberField("Dearer by", "extra_cny", shown::money)},
                 kTableRows);
}

std::string placeHeadline(const Json& answer)
{
    const auto jobs = answer["jobs"].get<std::size_t>();
    const auto placed = answer["placed"].get<std::size_t>();
    return (placed == jobs ? "Every job has a place: " : "NOT EVERY job has a place: ") +
           std::to_string(placed) + " of " + shown::counted(jobs, "job", "jobs") + ", " +
           shown::money(answer["cost_cny"]) + ", " + carbon(answer["kg_co2"]) + " CO2.";
}

/// Columns the table has anyway, by the field of a query that orders by them.
bool isAlwaysShown(const std::string& field)
{
    static constexpr std::array<std::string_view, 12> kShown{
        "price", "price(on_demand)", "pue",  "availability", "cards", "free_cards", "free(fp16)",
        "chip",  "province",         "name", "id",           "state"};
    return std::ranges::find(kShown, field) != kShown.end();
}

/// In the unit of the field.
std::string orderedBy(const Json& value, const std::string& unit)
{
    constexpr double kPercent = 100;
    if (value.is_string()) {
        return shown::words(value);
    }
    if (unit == "GFLOPS") {
        return shown::flops(value);
    }
    if (unit == "B") {
        return shown::bytes(value);
    }
    if (unit == "CNY") {
        return shown::money(value);
    }
    if (unit == "b/s") {
        return shown::rate(value);
    }
    if (unit == "share") {
        return shown::number(value.is_number() ? Json(kPercent * value.get<double>()) : value, "%");
    }
    return shown::number(value, unit);
}

/// What the matches are ordered by, where no other column has it.
std::vector<Field> orderColumn(const Json& answer)
{
    const Json& order = answer["order"];
    if (!order.is_object() || isAlwaysShown(shown::text(order["field"])) ||
        order["is_first_latency"].get<bool>()) {
        return {};
    }
    return {numberField(
        shown::text(order["field"]), "ordered_by",
        [unit = shown::text(order["unit"])](const Json& value) { return orderedBy(value, unit); })};
}

void printSteps(const Json& answer, const NameBook& names)
{
    printRecords("Way", answer["steps"],
                 {{"Level", "level", shown::words},
                  {"Asked", "node"},
                  nameField("Name", "node", names),
                  {"Up", "up",
                   [](const Json& up) {
                       return up.get<bool>() ? "yes" : "DOWN";
                   }},
                  {"From cache", "cached", shown::yesNo},
                  {"Answer", "answer"},
                  numberField("Valid for", "ttl_s", shown::duration)},
                 kAllRows);
}

} // namespace

void printDiscoverText(const Json& answer)
{
    const auto matched = answer["matched"].get<std::size_t>();
    const Json& matches = answer["matches"];
    printLine(
        (matched == 0 ? std::string("No offer matches") : std::to_string(matched) + " match") + " of " +
        shown::counted(answer["considered"].get<std::size_t>(), "offer", "offers") +
        (matches.size() < matched ? ", the best " + std::to_string(matches.size()) + " of them below" : "") +
        (answer["unknown"].get<std::size_t>() > 0
             ? "; of " + shown::text(answer["unknown"]) + " it is not known."
             : "."));
    printLine("Query: " + shown::text(answer["query"]) + ", of " + shown::text(answer["file"]));
    const auto price = [](const Json& cny) {
        return shown::money(cny);
    };
    std::vector<Field> fields{{"Pool", "pool"},
                              {"Name", "name_en"},
                              {"Province", "province_en"},
                              {"Chip", "chip"},
                              numberField("Free", "free_cards"),
                              numberField("of cards", "cards"),
                              {"Known by", "free_known", shown::words},
                              numberField("FP16 free", "free_gflops/fp16", shown::flops),
                              numberField("Latency", "latency_ms", shown::ms),
                              numberField("Card hour", "cny_per_card_hour", price),
                              numberField("PUE", "pue", noDigits),
                              numberField("Availability", "availability", shown::availability),
                              {"State", "state", shown::words},
                              numberField("Score", "score/l2", noDigits)};
    const auto order = orderColumn(answer);
    fields.insert(fields.end(), order.begin(), order.end());
    if (!matches.empty()) { // what the score is made of
        for (const auto& [category, part] : matches.front()["score"]["l1"].items()) {
            fields.push_back(
                numberField(shown::words(category), "score/l1/" + category + "/score", noDigits));
        }
    }
    printRecords("Matches, the best first", matches, fields, kTableRows);
    printFooter(answer);
}

void printPlaceText(const Json& answer, const NameBook& names)
{
    printLine(placeHeadline(answer));
    printLine("Jobs: " + shown::text(answer["jobs_file"]) + ", of " + shown::text(answer["file"]) +
              ", policy: " + shown::text(answer["policy"]) +
              ", reservations registered: " + shown::count(answer["registered_reservations"]) + ".");
    if (answer.contains("bound_cny")) {
        printLine(std::string(answer["proven"].get<bool>() ? "Proven: no" : "Not proven; no") +
                  " plan costs less than " + shown::money(answer["bound_cny"]) + ".");
        if (answer["ended_by_clock"].get<bool>()) {
            printLine("The clock ended the search (--exact-seconds): another run may come to another plan.");
        }
    }
    if (answer.contains("moves")) {
        const auto of = [&](std::string_view kind) {
            return static_cast<std::size_t>(std::ranges::count_if(
                answer["moves"], [kind](const Json& move) { return move["move"] == kind; }));
        };
        const std::size_t rerouted = of("rerouted");
        const std::size_t lost = of("lost");
        printLine(
            "After the failure: " + shown::counted(of("moved"), "job moves", "jobs move") +
            (rerouted > 0 ? ", " + shown::counted(rerouted, "is", "are") + " only rerouted" : std::string()) +
            (lost > 0 ? ", " + shown::counted(lost, "has", "have") + " no place left" : std::string()) +
            ", for " + shown::money(answer["moves_cny"]) +
            (answer["moves_without_transfer"].get<std::size_t>() > 0
                 ? ", of " + shown::text(answer["moves_without_transfer"]) + " the checkpoint CANNOT come."
                 : "."));
    }
    for (const Json& broken : answer["broken_constraints"]) {
        printLine("BREAKS: " + shown::text(broken));
    }
    printRecords("Jobs WITHOUT a place", answer["rejections"],
                 {{"Job", "job"},
                  {"Binding", "binding", shown::words},
                  {"Why", "detail"},
                  {"Ruled out by this alone", "only_this", countsText},
                  {"Ruled out by", "rules_out", countsText}},
                 kTableRows);
    if (answer.contains("moves")) {
        printMoves(answer);
    }
    printPlacements(answer, names);
    const Json& engine = answer["engine"];
    printLine("");
    printLine(
        "Checked in the network: " + shown::counted(engine["flows"].get<std::size_t>(), "flow", "flows") +
        " at " + shown::duration(engine["instant_s"]) + ", each gets at least " +
        shown::percent(engine["least_share_of_rate"]) + " of its rate. Times count from midnight (UTC+8).");
    printFooter(answer);
}

void printResolveText(const Json& answer, const NameBook& names)
{
    const std::string id = shown::text(answer["id"]);
    printLine(id + (answer["resolved"].get<bool>() ? ": found." : ": NOT found: ") +
              (answer["resolved"].get<bool>() ? "" : shown::text(answer["reason"]) + "."));
    if (answer.contains("pool")) {
        const Json& pool = answer["pool"];
        printFacts({{"pool", shown::text(pool["id"])},
                    {"name", shown::text(pool["name_en"]) + ", " + shown::text(pool["name_zh"])},
                    {"enterprise", names.both(shown::text(pool["subject"]))},
                    {"place", shown::number(pool["lat"]) + "° N, " + shown::number(pool["lon"]) +
                                  "° E, adcode " + shown::text(pool["adcode"])},
                    {"cards", shown::count(pool["cards"])}});
    }
    printSteps(answer, names);
    if (answer.contains("outage")) {
        const Json& outage = answer["outage"];
        std::string down;
        for (const Json& node : outage["down"]) {
            down += (down.empty() ? "" : ", ") + names.both(shown::text(node));
        }
        printLine("");
        printLine("What the outage takes away:");
        printFacts({{"down", down},
                    {"not resolved any more", shown::count(outage["pools_unresolvable"]) + " of " +
                                                  shown::count(outage["pools"]) + " pools"},
                    {"cached at most for", shown::duration(outage["cached_until_s"])},
                    {"provinces", shown::list(outage["provinces"])}});
    }
    printFooter(answer);
}

} // namespace app::ctl
