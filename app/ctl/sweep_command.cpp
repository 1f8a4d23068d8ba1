#include "app/ctl/command_table.h"
#include "app/ctl/compute_input.h"
#include "app/ctl/stop_watch.h"
#include "app/ctl/sweep_output.h"
#include "twin/flow/availability.h"
#include "twin/flow/sweep.h"
#include "twin/support/file_io.h"

#include <nlohmann/json.hpp>

#include <string>

namespace app::ctl {

namespace {

using Json = nlohmann::ordered_json;
using twin::flow::FailureKind;
using twin::flow::SweepOptions;
using twin::flow::SweepResult;
using twin::flow::SweepRouting;
using twin::network::PathCost;
using Kind = OptionSpec::Kind;

std::string failWord(const Args& args)
{
    return args.has("--fail") ? args.text("--fail") : args.has("--availability") ? "conduits" : "links";
}

FailureKind kindOf(const std::string& word)
{
    if (word == "nodes") {
        return FailureKind::Nodes;
    }
    return word == "conduits" ? FailureKind::Conduits : FailureKind::Links;
}

SweepRouting routingOf(const Args& args)
{
    const std::string word = args.text("--routing");
    if (word == "engineered") {
        return SweepRouting::Engineered;
    }
    return word == "maxmin" ? SweepRouting::MaxMin : SweepRouting::Ecmp;
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
    options.kind = kindOf(failWord(args));
    options.order = static_cast<unsigned>(args.integer("--order"));
    options.includeAccess = args.has("--include-access");
    options.routing = routingOf(args);
    options.cost = costOf(cost);
    options.threads = threadsOf(args);
    return options;
}

/// Where an answer begins, whatever is asked.
Json headOf(const Args& args, const twin::network::Network& network, const twin::network::DemandSet& demands,
            const std::string& cost)
{
    Json out;
    describeNetwork(out, network, args.text("--network"));
    out["demands"] = demands.listed;
    out["demand_warnings"] = demands.warnings;
    out["fail"] = failWord(args);
    out["routing"] = args.text("--routing");
    out["cost"] = cost;
    return out;
}

twin::Result<> writeOut(const Args& args, const std::string& text)
{
    return args.has("--out") ? twin::writeFileAtomically(args.text("--out"), text) : twin::Result<>();
}

int answerSweep(const Args& args, const twin::network::Network& network,
                const twin::network::DemandSet& demands, const std::string& cost)
{
    const SweepOptions options = optionsOf(args, cost);
    const StopWatch watch;
    const auto result = twin::flow::sweepFailures(network.graph, demands.demands, options);
    const double seconds = watch.seconds();
    if (!result) {
        return report(result.error());
    }
    if (const auto written = writeOut(args, sweepCsv(*result)); !written) {
        return report(written.error());
    }
    Json out = headOf(args, network, demands, cost);
    out["order"] = options.order;
    describeSweep(out, network.graph, *result, static_cast<std::size_t>(args.integer("--top")));
    out["seconds"] = seconds;
    out["state_hash"] = twin::flow::digestOf(*result);
    printAnswer(out, args.json);
    return kDone;
}

twin::Result<twin::flow::ReliabilityDefaults> defaultsOf(const Args& args)
{
    const twin::flow::ReliabilityDefaults out{args.number("--cuts-per-1000km-year"),
                                              args.number("--repair-hours")};
    if (!(out.cutsPer1000kmYear >= 0 && out.cutsPer1000kmYear <= 1e6) ||
        !(out.repair_h >= 0 && out.repair_h <= 1e6) || failWord(args) != "conduits" ||
        args.integer("--top") < 0) {
        return twin::failure(
            twin::ErrorCode::BadInput,
            "--availability is of conduits; --cuts-per-1000km-year and --repair-hours are 0 to "
            "1000000, --top at least 0");
    }
    return out;
}

int answerAvailability(const Args& args, const twin::network::Network& network,
                       const twin::network::DemandSet& demands, const std::string& cost)
{
    const auto defaults = defaultsOf(args);
    if (!defaults) {
        return report(defaults.error());
    }
    twin::flow::AvailabilityOptions options;
    options.years = args.number("--years");
    options.seed = seedOf(args);
    options.includeAccess = args.has("--include-access");
    options.routing = routingOf(args);
    options.cost = costOf(cost);
    options.threads = threadsOf(args);
    const StopWatch watch;
    const twin::flow::Reliability reliability =
        twin::flow::reliabilityOf(network.graph, network.registry.get(), options.includeAccess, *defaults);
    const auto result =
        twin::flow::simulateAvailability(network.graph, demands.demands, reliability.conduits, options);
    const double seconds = watch.seconds();
    if (!result) {
        return report(result.error());
    }
    if (const auto written = writeOut(args, availabilityCsv(network.graph, *result)); !written) {
        return report(written.error());
    }
    Json out = headOf(args, network, demands, cost);
    out["years"] = options.years;
    out["seed"] = options.seed;
    out["conduits"] = reliability.conduits.size();
    out["assumptions"] = reliability.assumptions;
    describeAvailability(out, network.graph, *result, static_cast<std::size_t>(args.integer("--top")));
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
    const std::string cost = costWord(args, *network);
    return args.has("--availability") ? answerAvailability(args, *network, *demands, cost)
                                      : answerSweep(args, *network, *demands, cost);
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
        {"--fail",
         "what fails; links if not given",
         Kind::Text,
         false,
         "",
         {},
         {"links", "nodes", "conduits"}},
        {"--order", "1 = every failure, 2 = every pair as well", Kind::Integer, false, "1", {1, 2}},
        {"--routing",
         "how demands are routed",
         Kind::Text,
         false,
         "ecmp",
         {},
         {"ecmp", "maxmin", "engineered"}},
        {"--cost",
         "what paths are short in; a file's weights (metric) or a snapshot's delay if not given",
         Kind::Text,
         false,
         "",
         {},
         {"delay", "metric", "hops"}},
        {"--top", "worst scenarios, or pairs, to list", Kind::Integer, false, "10"},
        {"--out", "all scenarios, or pairs, as CSV", Kind::Text, false, ""},
        {"--include-access", "access links and ducts fail, too", Kind::Flag, false, ""},
        {"--availability", "simulate cuts and repairs of conduits instead", Kind::Flag, false, ""},
        {"--years", "to simulate", Kind::Number, false, "1000"},
        {"--cuts-per-1000km-year", "of conduits that do not say how often they fail", Kind::Number, false,
         "1.5"},
        {"--repair-hours", "of conduits that do not say how long a repair takes", Kind::Number, false, "8"},
    };
    command.options.insert(command.options.end(), own.begin(), own.end());
    for (const OptionSpec& option : computeOptions()) {
        command.options.push_back(option);
    }
    command.run = runSweep;
    return command;
}

} // namespace app::ctl
