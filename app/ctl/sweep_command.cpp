#include "app/ctl/command_table.h"
#include "app/ctl/compute_input.h"
#include "app/ctl/sweep_output.h"
#include "twin/flow/sweep.h"
#include "twin/support/file_io.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <string>

namespace app::ctl {

namespace {

using Json = nlohmann::ordered_json;
using twin::flow::FailureKind;
using twin::flow::SweepOptions;
using twin::flow::SweepResult;
using twin::network::PathCost;
using Kind = OptionSpec::Kind;

FailureKind kindOf(const std::string& word)
{
    if (word == "nodes") {
        return FailureKind::Nodes;
    }
    return word == "conduits" ? FailureKind::Conduits : FailureKind::Links;
}

/// Network files are routed by their own weights, snapshots by delay, unless `--cost` says otherwise.
std::string costWord(const Args& args, const twin::network::Network& network)
{
    if (args.has("--cost")) {
        return args.text("--cost");
    }
    return network.registry == nullptr ? "metric" : "delay";
}

PathCost costOf(const std::string& word)
{
    if (word == "hops") {
        return PathCost::Hops;
    }
    return word == "metric" ? PathCost::Metric : PathCost::Delay;
}

SweepOptions optionsOf(const Args& args, const std::string& cost)
{
    SweepOptions options;
    options.kind = kindOf(args.text("--fail"));
    options.order = static_cast<unsigned>(args.integer("--order"));
    options.includeAccess = args.has("--include-access");
    options.routing = args.text("--routing") == "maxmin" ? twin::flow::SweepRouting::MaxMin
                                                         : twin::flow::SweepRouting::Ecmp;
    options.cost = costOf(cost);
    options.threads = threadsOf(args);
    return options;
}

int answer(const Args& args, const twin::network::Network& network, const twin::network::DemandSet& demands,
           const std::string& cost)
{
    const SweepOptions options = optionsOf(args, cost);
    const auto begin = std::chrono::steady_clock::now();
    const auto result = twin::flow::sweepFailures(network.graph, demands.demands, options);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    if (!result) {
        return report(result.error());
    }
    if (args.has("--out")) {
        if (const auto written = twin::writeFileAtomically(args.text("--out"), sweepCsv(*result)); !written) {
            return report(written.error());
        }
    }
    Json out;
    describeNetwork(out, network, args.text("--network"));
    out["demands"] = demands.listed;
    out["demand_warnings"] = demands.warnings;
    out["fail"] = args.text("--fail");
    out["order"] = options.order;
    out["routing"] = args.text("--routing");
    out["cost"] = cost;
    describeSweep(out, network.graph, *result, static_cast<std::size_t>(args.integer("--top")));
    out["seconds"] = seconds;
    out["state_hash"] = twin::flow::digestOf(*result);
    printAnswer(out, args.json);
    return kDone;
}

int runSweep(const Args& args)
{
    const auto network = openNetworkOf(args);
    if (!network) {
        return report(network.error());
    }
    const auto demands = openDemandsOf(args, *network);
    if (!demands) {
        return report(demands.error());
    }
    return answer(args, *network, *demands, costWord(args, *network));
}

} // namespace

Command sweepCommand()
{
    Command command;
    command.name = "sweep";
    command.help = "What every failure, or pair of failures, does: worst utilisation, lost demand, headroom";
    command.options = networkOptions();
    command.options.push_back(demandsOption());
    const std::vector<OptionSpec> own = {
        {"--fail", "what fails", Kind::Text, false, "links", {}, {"links", "nodes", "conduits"}},
        {"--order", "1 = every failure, 2 = every pair as well", Kind::Integer, false, "1", {1, 2}},
        {"--routing", "how demands are routed", Kind::Text, false, "ecmp", {}, {"ecmp", "maxmin"}},
        {"--cost",
         "what paths are short in; a file's weights (metric) or a snapshot's delay if not given",
         Kind::Text,
         false,
         "",
         {},
         {"delay", "metric", "hops"}},
        {"--top", "worst scenarios to list", Kind::Integer, false, "10", {0, kLargestWhole}},
        {"--out", "all scenarios as CSV", Kind::Text, false, ""},
        {"--include-access", "access links and ducts fail, too", Kind::Flag, false, ""},
    };
    command.options.insert(command.options.end(), own.begin(), own.end());
    for (const OptionSpec& option : computeOptions()) {
        command.options.push_back(option);
    }
    command.run = runSweep;
    return command;
}

} // namespace app::ctl
