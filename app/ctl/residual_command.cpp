#include "app/ctl/command_table.h"
#include "app/ctl/compute_input.h"
#include "app/ctl/output_form.h"
#include "app/ctl/residual_output.h"
#include "app/ctl/routing_input.h"
#include "twin/support/file_io.h"

#include <nlohmann/json.hpp>

namespace app::ctl {

namespace {

int runResidual(const Args& args)
{
    const auto network = openNetworkOf(args);
    if (!network) {
        return report(network.error());
    }
    const auto compared = compareAsAsked(args, *network);
    if (!compared) {
        return report(compared.error());
    }
    if (args.has("--out")) {
        if (auto written = twin::writeFileAtomically(args.text("--out"), residualsCsv(*compared)); !written) {
            return report(written.error());
        }
    }
    nlohmann::ordered_json out;
    describeNetwork(out, *network, args.text("--network"));
    out["cost"] = pathCostName(pathCostOf(args, *network));
    describeResiduals(out, *compared, static_cast<std::size_t>(args.integer("--top")));
    out["seconds"] = compared->seconds;
    out["state_hash"] = hashOf(*compared);
    printAnswer(out, args.json);
    return kDone;
}

} // namespace

Command residualCommand()
{
    using Kind = OptionSpec::Kind;
    std::vector<OptionSpec> options = networkOptions();
    options.push_back(
        {"--loads", "measured loads (arc,bps) instead of a saved state's telemetry", Kind::Text, false, ""});
    options.push_back({"--demands",
                       "a traffic matrix (.demands, .csv, SNDlib) or own is all that is believed, routed by "
                       "ECMP; a network file's own without it",
                       Kind::Text, false, ""});
    options.push_back({"--locate", "look for what explains the residuals", Kind::Flag, false, ""});
    options.push_back({"--hour",
                       "local hour of the background demands; without it that of the moment, or the busy one",
                       Kind::Number,
                       false,
                       "",
                       {0, 24}});
    options.push_back(
        {"--fixed-levels", "keep the hour's demand levels instead of fitting them", Kind::Flag, false, ""});
    options.push_back(costOption());
    options.push_back(
        {"--top", "how many arcs and alternatives are listed", Kind::Integer, false, "10", {1, 10'000}});
    options.push_back(outputOption("--out", "every arc (arc,expected_bps,measured_bps,…)", false, {".csv"}));
    for (auto& option : computeOptions()) {
        options.push_back(std::move(option));
    }
    return {"residual", "what links carry beside what the twin expects, and what would explain it",
            std::move(options), runResidual};
}

} // namespace app::ctl
