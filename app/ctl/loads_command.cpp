#include "app/ctl/command_table.h"
#include "app/ctl/compute_input.h"
#include "app/ctl/output_form.h"
#include "app/ctl/routing_input.h"
#include "app/ctl/stop_watch.h"
#include "twin/flow/utilisation.h"
#include "twin/network/csv_write.h"
#include "twin/support/file_io.h"
#include "twin/support/rng.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace app::ctl {

namespace {

using Json = nlohmann::ordered_json;
using twin::network::DemandSet;
using twin::network::Network;

/// Meters are off by a normal share of what they measure, never below nothing.
void addNoise(std::vector<double>& loads, double share, std::uint64_t seed)
{
    for (std::size_t arc = 0; arc < loads.size(); ++arc) {
        twin::Rng random(seed, "loads.noise", arc);
        loads[arc] = std::max(0.0, loads[arc] * (1 + share * random.normal()));
    }
}

int answer(const Args& args, const Network& network, const DemandSet& demands)
{
    const StopWatch watch;
    const auto cost = pathCostOf(args, network);
    auto loads = twin::network::ecmpLoads(network.graph, demands.demands, network.outOfService, cost);
    const double exactMlu = twin::flow::worstUtilisation(network.graph, loads.arc_bps).utilisation;
    addNoise(loads.arc_bps, args.number("--noise"), seedOf(args));
    const double seconds = watch.seconds();
    if (auto written = twin::writeFileAtomically(args.text("--out"),
                                                 twin::network::loadsCsv(network.graph, loads.arc_bps));
        !written) {
        return report(written.error());
    }
    twin::Digest digest;
    digest.add(std::span<const double>(loads.arc_bps));
    Json out;
    describeNetwork(out, network, args.text("--network"));
    out["cost"] = pathCostName(cost);
    describeDemands(out, demands);
    out["arcs"] = loads.arc_bps.size();
    out["mlu"] = exactMlu;
    out["unrouted_bps"] = loads.unrouted_bps;
    out["noise"] = args.number("--noise");
    out["out"] = args.text("--out");
    out["seconds"] = seconds;
    out["state_hash"] = digest.finish();
    printAnswer(out, args.json);
    return kDone;
}

int runLoads(const Args& args)
{
    const auto network = openNetworkOf(args);
    if (!network) {
        return report(network.error());
    }
    const auto demands = openDemandsOf(args, *network);
    if (!demands) {
        return report(demands.error());
    }
    return answer(args, *network, *demands);
}

} // namespace

Command loadsCommand()
{
    using Kind = OptionSpec::Kind;
    std::vector<OptionSpec> options = networkOptions();
    options.push_back(demandsOption());
    options.push_back(costOption());
    options.push_back(
        {"--noise", "relative standard deviation of the meters", Kind::Number, false, "0", {0, 1}});
    options.push_back(outputOption("--out", "loads CSV (arc,bps)", true, {".csv"}));
    for (auto& option : computeOptions()) {
        options.push_back(std::move(option));
    }
    return {"loads", "what demands put on every arc under ECMP shortest-path routing", std::move(options),
            runLoads};
}

} // namespace app::ctl
