#include "app/ctl/cancel.h"
#include "app/ctl/command_table.h"
#include "app/ctl/compute_input.h"
#include "app/ctl/output_form.h"
#include "app/ctl/routing_input.h"
#include "app/ctl/stop_watch.h"
#include "twin/flow/event_file.h"
#include "twin/flow/flow_file.h"
#include "twin/flow/instance_file.h"
#include "twin/flow/network_simulation.h"
#include "twin/flow/outcome_file.h"
#include "twin/flow/plain_flow.h"
#include "twin/flow/workload_flows.h"
#include "twin/support/file_io.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <optional>
#include <set>

namespace app::ctl {

namespace {

using Json = nlohmann::ordered_json;
using twin::failure;
using twin::Result;
using Kind = OptionSpec::Kind;
namespace flow = twin::flow;

flow::SimulationOptions optionsOf(const Args& args, const twin::network::Network& network)
{
    flow::SimulationOptions out;
    out.seed = seedOf(args);
    out.cost = pathCostOf(args, network);
    out.outOfService = network.outOfService;
    out.recovery.protection_s = args.number("--protection-ms") * 1e-3;
    out.recovery.reconvergence_s = args.number("--reconvergence-s");
    out.recovery.restoration_s = args.number("--restoration-s");
    out.recovery.reach_m = args.number("--reach-km") * 1e3;
    out.recovery.reachFast_m = args.number("--reach-800g-km") * 1e3;
    out.recovery.repair_s = args.number("--repair-h") * 3600;
    out.recovery.nodeRepair_s = args.number("--node-repair-h") * 3600;
    if (args.has("--until-s")) {
        out.until_s = args.number("--until-s");
    }
    return out;
}

Result<std::vector<flow::FlowRequest>> flowsOf(const Args& args, const twin::network::Network& network)
{
    if (args.has("--flows")) {
        flow::FlowFileOptions options;
        options.registry = network.registry.get();
        return flow::readFlows(args.text("--flows"), network.graph, options);
    }
    std::vector<flow::FlowRequest> out = flow::workloadFlows(network);
    if (out.empty()) {
        return twin::failureAt(twin::ErrorCode::BadInput, args.text("--network"), 0,
                               "has no flows of its own: give --flows");
    }
    return out;
}

Result<> exportInstance(const Args& args, const twin::network::Network& network,
                        std::span<const flow::FlowRequest> flows, const flow::SimulationOptions& options)
{
    if (auto plain = flow::checkPlain(flows); !plain) {
        return plain;
    }
    const auto instance = flow::instanceOf(network, flows, options);
    if (!instance) {
        return failure(instance.error());
    }
    const auto text = flow::instanceText(*instance);
    if (!text) {
        return failure(text.error());
    }
    return twin::writeFileAtomically(args.text("--export-instance"), *text);
}

Result<Json> simulateNetwork(const Args& args)
{
    const auto network = openNetworkOf(args);
    auto flows = network ? flowsOf(args, *network) : failure(network.error());
    if (!flows) {
        return failure(std::move(flows.error()));
    }
    const flow::SimulationOptions options = optionsOf(args, *network);
    std::vector<flow::NetworkEvent> events;
    if (args.has("--events")) {
        auto read = flow::readEvents(args.text("--events"), network->graph, *flows, network->registry.get());
        if (!read) {
            return failure(std::move(read.error()));
        }
        events = std::move(*read);
    }
    if (args.has("--export-instance")) {
        if (auto done = exportInstance(args, *network, *flows, options); !done) {
            return failure(std::move(done.error()));
        }
    }
    const StopWatch watch;
    auto result = flow::simulateNetwork(*network, *flows, events, options, cancelFlag());
    const double seconds = watch.seconds();
    if (!result) {
        return failure(std::move(result.error()));
    }
    if (auto written =
            twin::writeFileAtomically(args.text("--out"), flow::outcomeText(network->graph, *flows, *result));
        !written) {
        return failure(std::move(written.error()));
    }
    Json answer;
    describeNetwork(answer, *network, args.text("--network"));
    answer["flows"] = flows->size();
    answer["finished"] = result->finished;
    answer["unrouted"] = result->unrouted;
    answer["reroutes"] = result->reroutes;
    answer["events"] = result->events;
    answer["simulated_s"] = result->end_s;
    answer["out"] = args.text("--out");
    answer["seconds"] = seconds;
    answer["state_hash"] = result->stateHash;
    return answer;
}

std::string hashOf(const flow::FluidOutcome& outcome)
{
    twin::Digest digest;
    digest.add(outcome.finish_s);
    digest.add(outcome.sent_bytes);
    return digest.finish();
}

Result<Json> simulateInstance(const Args& args)
{
    const auto instance = flow::readInstance(args.text("--instance"));
    if (!instance) {
        return failure(instance.error());
    }
    const StopWatch watch;
    auto outcome = flow::simulateInstance(*instance, cancelFlag());
    const double seconds = watch.seconds();
    if (!outcome) {
        return failure(std::move(outcome.error()));
    }
    if (auto written = twin::writeFileAtomically(args.text("--out"), flow::outcomeText(*instance, *outcome));
        !written) {
        return failure(std::move(written.error()));
    }
    Json answer;
    answer["instance"] = args.text("--instance");
    answer["links"] = instance->shares.capacity_bps.size();
    answer["flows"] = instance->bytes.size();
    answer["finished"] =
        std::ranges::count_if(outcome->finish_s, [](double finish) { return std::isfinite(finish); });
    answer["events"] = outcome->events;
    answer["simulated_s"] = outcome->end_s;
    answer["out"] = args.text("--out");
    answer["seconds"] = seconds;
    answer["state_hash"] = hashOf(*outcome);
    return answer;
}

/// What would be left out without a word is refused.
std::optional<std::string> misuse(const Args& args)
{
    if (args.has("--instance") == args.has("--network")) {
        return "give either --network or --instance";
    }
    if (args.has("--export-instance") && args.has("--events")) {
        return "an instance has no room for events: give either --export-instance or --events";
    }
    const std::set<std::string> ofInstances{"--instance", "--out", "--threads", "--seed"};
    for (const std::string& name : args.typed) {
        if (args.has("--instance") && !ofInstances.contains(name)) {
            return name + " goes with --network";
        }
    }
    return std::nullopt;
}

int runSimulate(const Args& args)
{
    if (auto reason = misuse(args)) {
        return report({twin::ErrorCode::BadInput, std::move(*reason), {}, 0, 0});
    }
    const auto answer = args.has("--instance") ? simulateInstance(args) : simulateNetwork(args);
    if (!answer) {
        return report(answer.error());
    }
    printAnswer(*answer, args.json);
    return kDone;
}

std::vector<OptionSpec> recoveryOptions()
{
    return {
        {"--protection-ms",
         "from a failure until 1+1 has switched and fast reroute detours",
         Kind::Number,
         false,
         "50",
         {0, 60'000}},
        {"--reconvergence-s",
         "from a failure, restoration or repair until routing follows",
         Kind::Number,
         false,
         "0.5",
         {0, 3600}},
        {"--restoration-s",
         "from a cut until waves are moved to other conduits",
         Kind::Number,
         false,
         "60",
         {0, 86'400}},
        {"--reach-km", "how far a moved wave gets", Kind::Number, false, "3000", {0, 100'000}},
        {"--reach-800g-km",
         "how far a moved wave of 800 Gb/s and more gets",
         Kind::Number,
         false,
         "1000",
         {0, 100'000}},
        {"--repair-h", "of what has no mean repair time of its own", Kind::Number, false, "8", {0, 10'000}},
        {"--node-repair-h", "of places", Kind::Number, false, "4", {0, 10'000}},
    };
}

} // namespace

Command simulateCommand()
{
    Command command;
    command.name = "simulate";
    command.help = "Flows sharing a network through time (max-min fair fluid), with failures and recovery";
    command.options = {
        {"--flows", "flows CSV; without it, the flows of the network's own workload", Kind::Text, false, ""},
        {"--events", "events CSV: failures, capacity changes, demands", Kind::Text, false, ""},
        outputOption("--out", "outcome CSV: id,start_s,finish_s,mean_bps,path", true, {".csv"}),
        {"--instance", "a plain instance (links and paths by number) instead of a network", Kind::Text, false,
         ""},
        outputOption("--export-instance", "writes the flows on their first paths as a plain instance", false),
        costOption(),
        {"--until-s", "ends the simulation at this time", Kind::Number, false, "", {0, 1e8}},
    };
    for (const auto& options : {networkOptions(), recoveryOptions(), computeOptions()}) {
        command.options.insert(command.options.end(), options.begin(), options.end());
    }
    for (OptionSpec& option : command.options) {
        option.required = option.required && option.name != "--network";
    }
    command.run = runSimulate;
    return command;
}

} // namespace app::ctl
