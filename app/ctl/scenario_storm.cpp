#include "app/ctl/scenario_storm.h"

#include "app/ctl/answer_table.h"
#include "app/ctl/compute_input.h"
#include "app/ctl/json_text.h"
#include "app/ctl/scenario_demand.h"
#include "app/ctl/scenario_input.h"
#include "app/ctl/shown.h"
#include "app/ctl/stop_watch.h"
#include "app/ctl/text_page.h"
#include "twin/scenario/fork.h"
#include "twin/scenario/storm.h"
#include "twin/support/file_io.h"
#include "twin/support/number_text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace app::ctl {

namespace {

using Json = nlohmann::ordered_json;
using namespace twin::scenario;
using Kind = OptionSpec::Kind;

constexpr std::array<const char*, 7> kKinds{"conduits", "optics", "sites", "pools", "identifier_services",
                                            "cards",    "sources"};

Json countsOf(const Document& document)
{
    Json out = Json::object();
    for (const twin::scenario::Command& command : document.commands) {
        const auto* fail = std::get_if<Fail>(&command.action);
        const std::string key = fail != nullptr ? std::string(targetKindName(fail->target.kind)) : "optics";
        out[key] = out.value(key, 0) + 1;
    }
    return out;
}

/// `1 conduit`, `3 identifier services`; what is in the plural anyway stays.
std::string countedKind(std::size_t number, const std::string& kind)
{
    const std::string one = shown::words(kind);
    return shown::counted(number, one, one.ends_with('s') ? one : one + 's');
}

void printStormText(const Json& answer)
{
    const auto commands = answer["commands"].get<std::size_t>();
    std::string kinds;
    for (const auto& [kind, number] : answer["failures"].items()) {
        kinds += (kinds.empty() ? ": " : ", ") + countedKind(number.get<std::size_t>(), kind);
    }
    const auto days = answer["days"].get<double>();
    printLine((commands == 0 ? std::string("No random failure")
                             : shown::counted(commands, "random failure", "random failures")) +
              " in " + twin::exactText(days) + (days == 1 ? " day" : " days") + kinds + ".");
    printFacts({{"written to", shown::text(answer["out"])}, {"seed", shown::text(answer["seed"])}});
    printFooter(answer);
}

} // namespace

std::vector<OptionSpec> failureRateOptions()
{
    return {{"--scale", "of all rates", Kind::Number, false, "1", {0, 1e6}},
            {"--only", "kinds that fail", Kind::ManyTexts, false, "", {}, {kKinds.begin(), kKinds.end()}}};
}

StormRates failureRatesOf(const Args& args)
{
    StormRates out;
    out.scale = args.number("--scale");
    const std::vector<std::string> kinds = args.texts("--only");
    const auto isWanted = [&](const char* kind) {
        return kinds.empty() || std::ranges::find(kinds, kind) != kinds.end();
    };
    out.conduits = isWanted("conduits");
    out.opticsPer1000kmYear *= isWanted("optics") ? 1 : 0;
    out.siteYear *= isWanted("sites") ? 1 : 0;
    out.poolYear *= isWanted("pools") ? 1 : 0;
    out.identifierYear *= isWanted("identifier_services") ? 1 : 0;
    out.cardHours *= isWanted("cards") ? 1 : 0;
    out.sourceYear *= isWanted("sources") ? 1 : 0;
    return out;
}

std::vector<OptionSpec> stormOptions()
{
    std::vector<OptionSpec> out{{"--days", "how long", Kind::Number, true, "", {1e-3, 36'600}},
                                outputOption("--out", "the scenario file", true)};
    for (const std::vector<OptionSpec>& more :
         {demandOptions(), failureRateOptions(), baseOptions(), computeOptions()}) {
        out.insert(out.end(), more.begin(), more.end());
    }
    return out;
}

int writeStorm(const Args& args)
{
    Document header;
    header.name = "random failures";
    if (const auto demand = readDemand(args, header); !demand) {
        return report(demand.error());
    }
    header.seed = seedOf(args);
    header.horizon = std::llround(args.number("--days") * 86'400e3) * twin::kMillisecond;
    const auto ground = openGround(args, header);
    if (!ground) {
        return report(ground.error());
    }
    const StopWatch watch;
    auto failures = randomFailures(**ground, header.horizon, header.seed, failureRatesOf(args));
    if (!failures) {
        return report(failures.error());
    }
    Document document = Fork::root(*ground, header)->document();
    document.commands = std::move(*failures);
    const double seconds = watch.seconds();
    if (const auto written = twin::writeFileAtomically(args.text("--out"), documentText(document));
        !written) {
        return report(written.error());
    }
    Json out{{"out", args.text("--out")}, {"days", args.number("--days")}, {"seed", header.seed}};
    out["commands"] = document.commands.size();
    out["failures"] = countsOf(document);
    out["seconds"] = seconds;
    out["state_hash"] = hashOf(document);
    if (args.json) {
        printLine(jsonText(out));
    } else {
        printStormText(out);
    }
    return kDone;
}

} // namespace app::ctl
