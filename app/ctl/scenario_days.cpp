#include "app/ctl/scenario_days.h"

#include "app/ctl/cancel.h"
#include "app/ctl/compute_input.h"
#include "app/ctl/json_text.h"
#include "app/ctl/scenario_days_output.h"
#include "app/ctl/scenario_input.h"
#include "app/ctl/scenario_output.h"
#include "app/ctl/scenario_possible.h"
#include "app/ctl/scenario_storm.h"
#include "app/ctl/scenario_text.h"
#include "app/ctl/stop_watch.h"
#include "twin/scenario/failure_days.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace app::ctl {

namespace {

using Json = nlohmann::ordered_json;
using namespace twin::scenario;
using Kind = OptionSpec::Kind;

} // namespace

std::vector<OptionSpec> daysOptions()
{
    std::vector<OptionSpec> out{
        {"FILE", "scenario file; its commands are in force on every day", Kind::Text, true, ""},
        {"--days", "how many", Kind::Integer, false, "1000", {2, kMostFailureDays}},
        {"--hours", "length of a day", Kind::Number, false, "24", {0.02, 744}},
        {"--top", "rows of a table shown as text", Kind::Integer, false, "10", {0, 1e9}}};
    for (const std::vector<OptionSpec>& more : {failureRateOptions(), baseOptions(), computeOptions()}) {
        out.insert(out.end(), more.begin(), more.end());
    }
    return out;
}

int simulateDays(const Args& args)
{
    const auto document = readDocument(args.text("FILE"));
    if (!document) {
        return report(document.error());
    }
    const auto ground = openGround(args, *document);
    if (!ground) {
        return report(ground.error());
    }
    if (const auto possible = needPossible(**ground, *document, args.text("FILE")); !possible) {
        return report(possible.error());
    }
    const StopWatch watch;
    FailureDaysOptions options;
    options.days = static_cast<std::uint32_t>(args.integer("--days"));
    options.seed = (*ground)->options().seed;
    options.rates = failureRatesOf(args);
    options.length = std::llround(args.number("--hours") * 3'600e3) * twin::kMillisecond;
    options.threads = threadsOf(args);
    options.cancelled = cancelFlag();
    auto days = simulateFailureDays(**ground, *document, options);
    if (!days) {
        if (days.error().file.empty() && days.error().reason.starts_with("commands.")) {
            days.error().file = args.text("FILE");
        }
        return report(days.error());
    }
    Json out{{"scenario", args.text("FILE")}, {"base", groundJson(**ground)}, {"seed", options.seed}};
    out["hours"] = args.number("--hours");
    describeDays(out, *days);
    out["seconds"] = watch.seconds();
    out["state_hash"] = days->stateHash;
    if (args.json) {
        printLine(jsonText(out));
    } else {
        printDaysText(out, NameBook(*(*ground)->world()->registry),
                      static_cast<std::size_t>(args.integer("--top")));
    }
    return kDone;
}

} // namespace app::ctl
