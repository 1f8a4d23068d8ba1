#include "app/ctl/cancel.h"
#include "app/ctl/command_table.h"
#include "app/ctl/compute_input.h"
#include "app/ctl/output_form.h"
#include "app/ctl/routing_input.h"
#include "app/ctl/stop_watch.h"
#include "app/ctl/sweep_output.h"
#include "twin/flow/availability.h"
#include "twin/flow/sweep.h"
#include "twin/support/file_io.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>
#include <string>

namespace app::ctl {

namespace {

using Json = nlohmann::ordered_json;
using twin::flow::FailureKind;
using twin::flow::SweepOptions;
using twin::flow::SweepResult;
using twin::flow::SweepRouting;
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

SweepOptions optionsOf(const Args& args, const twin::network::Network& network)
{
    SweepOptions options;
    options.kind = kindOf(failWord(args));
    options.order = static_cast<unsigned>(args.integer("--order"));
    options.includeAccess = args.has("--include-access");
    options.routing = routingOf(args);
    options.cost = pathCostOf(args, network);
    options.threads = threadsOf(args);
    options.outOfService = network.outOfService;
    options.cancelled = cancelFlag();
    return options;
}

/// Where an answer begins, whatever is asked.
Json headOf(const Args& args, const twin::network::Network& network, const twin::network::DemandSet& demands)
{
    Json out;
    describeNetwork(out, network, args.text("--network"));
    describeDemands(out, demands);
    out["fail"] = failWord(args);
    out["routing"] = args.text("--routing");
    out["cost"] = pathCostName(pathCostOf(args, network));
    return out;
}

/// Writes the file of an option, if it is given.
twin::Result<> writeOut(const Args& args, const char* option, const std::string& text)
{
    return args.has(option) ? twin::writeFileAtomically(args.text(option), text) : twin::Result<>();
}

twin::Result<> writeTables(const Args& args, const SweepResult& result)
{
    const auto written = writeOut(args, "--out", sweepCsv(result));
    return written ? writeOut(args, "--headroom-out", headroomCsv(result)) : written;
}

void print(const Args& args, Json& answer, std::size_t top)
{
    if (!args.json) {
        sortHeadroom(answer);
    }
    printAnswer(answer, args.json, top);
}

int answerSweep(const Args& args, const twin::network::Network& network,
                const twin::network::DemandSet& demands)
{
    const SweepOptions options = optionsOf(args, network);
    const StopWatch watch;
    const auto result = twin::flow::sweepFailures(network.graph, demands.demands, options);
    const double seconds = watch.seconds();
    if (!result) {
        return report(result.error());
    }
    if (const auto written = writeTables(args, *result); !written) {
        return report(written.error());
    }
    Json out = headOf(args, network, demands);
    out["order"] = options.order;
    const auto top = static_cast<std::size_t>(args.integer("--top"));
    describeSweep(out, network.graph, *result, top);
    out["seconds"] = seconds;
    out["state_hash"] = twin::flow::digestOf(*result);
    print(args, out, top);
    return kDone;
}

/// What would change nothing, or contradicts another option, is told rather than ignored.
std::optional<std::string> misfit(const Args& args, const twin::network::Network& network)
{
    if (!args.has("--availability")) {
        for (const char* name : {"--years", "--cuts-per-1000km-year", "--repair-hours"}) {
            if (args.isTyped(name)) {
                return std::string(name) + " is for --availability";
            }
        }
        return failWord(args) == "nodes" && args.has("--include-access")
                   ? std::optional<std::string>("--include-access is for links and conduits")
                   : std::nullopt;
    }
    if (args.has("--headroom-out")) {
        return "--headroom-out is not for --availability, which has no headroom";
    }
    if (args.isTyped("--order")) {
        return "--order is not for --availability: conduits are cut as they come";
    }
    if (failWord(args) != "conduits") {
        return "--availability is of conduits, not of " + failWord(args);
    }
    if (args.text("--routing") == "engineered") {
        return "--availability goes with --routing ecmp or maxmin";
    }
    if (std::ranges::any_of(network.outOfService, [](std::uint8_t down) { return down != 0; })) {
        return "--availability cuts a network that is whole; in this one arcs are out of service";
    }
    return std::nullopt;
}

int answerAvailability(const Args& args, const twin::network::Network& network,
                       const twin::network::DemandSet& demands)
{
    twin::flow::AvailabilityOptions options;
    options.years = args.number("--years");
    options.seed = seedOf(args);
    options.includeAccess = args.has("--include-access");
    options.routing = routingOf(args);
    options.cost = pathCostOf(args, network);
    options.threads = threadsOf(args);
    options.cancelled = cancelFlag();
    const StopWatch watch;
    const twin::flow::Reliability reliability =
        twin::flow::reliabilityOf(network.graph, network.registry.get(), options.includeAccess,
                                  {args.number("--cuts-per-1000km-year"), args.number("--repair-hours")});
    const auto result =
        twin::flow::simulateAvailability(network.graph, demands.demands, reliability.conduits, options);
    const double seconds = watch.seconds();
    if (!result) {
        return report(result.error());
    }
    if (const auto written = writeOut(args, "--out", availabilityCsv(network.graph, *result)); !written) {
        return report(written.error());
    }
    Json out = headOf(args, network, demands);
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
    if (const auto problem = misfit(args, *network)) {
        return report({twin::ErrorCode::BadInput, *problem, {}, 0, 0});
    }
    return args.has("--availability") ? answerAvailability(args, *network, *demands)
                                      : answerSweep(args, *network, *demands);
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
        costOption(),
        {"--top",
         "worst scenarios, or pairs, to list; as text, links with least headroom as well",
         Kind::Integer,
         false,
         "10",
         {0, 1e9}},
        outputOption("--out", "all scenarios, or pairs, as CSV", false, {".csv"}),
        outputOption("--headroom-out", "each link's worst utilisation and its cause, as CSV", false,
                     {".csv"}),
        {"--include-access", "access links and ducts fail, too", Kind::Flag, false, ""},
        {"--availability", "simulate cuts and repairs of conduits instead", Kind::Flag, false, ""},
        {"--years", "to simulate", Kind::Number, false, "1000", {1e-6, 1e9}},
        {"--cuts-per-1000km-year",
         "of conduits that do not say how often they fail",
         Kind::Number,
         false,
         "1.5",
         {0, 1e6}},
        {"--repair-hours",
         "of conduits that do not say how long a repair takes",
         Kind::Number,
         false,
         "8",
         {0, 1e6}},
    };
    command.options.insert(command.options.end(), own.begin(), own.end());
    for (const OptionSpec& option : computeOptions()) {
        command.options.push_back(option);
    }
    command.run = runSweep;
    return command;
}

} // namespace app::ctl
