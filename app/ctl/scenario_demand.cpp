#include "app/ctl/scenario_demand.h"

#include <nlohmann/json.hpp>

namespace app::ctl {

namespace {

using Json = nlohmann::ordered_json;
using Kind = OptionSpec::Kind;

constexpr const char* kFrom = "--demand-from";
constexpr const char* kUntil = "--demand-until";
constexpr const char* kAt = "--demand-at";
constexpr const char* kPerQuarter = "--per-quarter";

} // namespace

std::vector<OptionSpec> demandOptions()
{
    return {{"--demand",
             "whose traffic",
             Kind::Text,
             false,
             "busy_hour",
             {},
             {"busy_hour", "this_instant", "p95", "forecast"}},
            {kFrom, "of p95: the beginning of its range", Kind::Text, false, ""},
            {kUntil, "of p95: its end", Kind::Text, false, ""},
            {kAt, "of forecast: the date", Kind::Text, false, ""},
            {kPerQuarter,
             "of forecast: growth a quarter; without it, as the history has grown",
             Kind::Number,
             false,
             "",
             {-0.9, 10}}};
}

twin::Result<> readDemand(const Args& args, twin::scenario::Document& out)
{
    // By the file's own reader: what one takes, the other does.
    Json demand{{"kind", args.text("--demand")}};
    for (const auto& [option, field] : {std::pair{kFrom, "from"}, {kUntil, "until"}, {kAt, "at"}}) {
        if (args.has(option)) {
            demand[field] = args.text(option);
        }
    }
    if (args.has(kPerQuarter)) {
        demand["per_quarter"] = args.number(kPerQuarter);
    }
    const Json file{{"format", twin::scenario::kScenarioFormat}, {"demand", std::move(demand)}};
    const auto read =
        twin::scenario::parseDocument(file.dump(-1, ' ', false, Json::error_handler_t::replace), "");
    if (!read) {
        return twin::failure(read.error().code, "--demand: " + read.error().reason);
    }
    out.demand = read->demand;
    out.demandTerms = read->demandTerms;
    return {};
}

} // namespace app::ctl
