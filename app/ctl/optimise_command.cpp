#include "app/ctl/cancel.h"
#include "app/ctl/command_table.h"
#include "app/ctl/compute_input.h"
#include "app/ctl/output_form.h"
#include "app/ctl/routing_input.h"
#include "app/ctl/stop_watch.h"
#include "twin/flow/ecmp_baseline.h"
#include "twin/flow/engineering.h"
#include "twin/flow/engineering_csv.h"
#include "twin/support/file_io.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace app::ctl {

namespace {

using Json = nlohmann::ordered_json;
using Kind = OptionSpec::Kind;
using twin::Result;
using twin::flow::Engineering;
using twin::flow::EngineeringOptions;
using twin::flow::TeObjective;
using twin::network::DemandSet;
using twin::network::Network;

constexpr double kMaxDelay_ms = 1e9;
constexpr std::size_t kListed = 100; ///< levels and disconnected pairs printed; all are counted

TeObjective objectiveOf(const std::string& name)
{
    if (name == "throughput") {
        return TeObjective::Throughput;
    }
    if (name == "concurrent") {
        return TeObjective::Concurrent;
    }
    return name == "maxmin" ? TeObjective::MaxMin : TeObjective::Utilisation;
}

EngineeringOptions optionsOf(const Args& args)
{
    EngineeringOptions out;
    out.objective = objectiveOf(args.text("--objective"));
    out.gap = args.number("--gap");
    out.exact = args.has("--exact");
    out.threads = threadsOf(args);
    out.cancelled = cancelFlag();
    if (args.has("--max-delay-ms")) {
        out.maxDelay =
            std::max<twin::TimeNs>(1, std::llround(args.number("--max-delay-ms") * twin::kMillisecond));
    }
    return out;
}

/// Pairs of names, the first ones of many.
Json pairsJson(const Network& network, const DemandSet& demands, const std::vector<std::uint32_t>& list)
{
    Json out = Json::array();
    for (std::size_t i = 0; i < std::min(list.size(), kListed); ++i) {
        const auto& demand = demands.demands[list[i]];
        out.push_back(network.graph.nodeName(demand.src.value()) + " > " +
                      network.graph.nodeName(demand.dst.value()));
    }
    return out;
}

/// The demands that the answer is about: those with a path.
std::vector<twin::network::NodeDemand> routedOf(const DemandSet& demands, const Engineering& found)
{
    auto out = demands.demands;
    for (const auto* left : {&found.disconnected, &found.beyondDelay}) {
        for (const std::uint32_t demand : *left) {
            out[demand].bps = 0;
        }
    }
    return out;
}

/// What is left out is no small print.
void sayLeftOut(const Args& args, const DemandSet& demands, const Engineering& found)
{
    const std::size_t left = found.disconnected.size() + found.beyondDelay.size();
    if (left > 0) {
        std::fprintf(stderr,
                     "%s: %zu of %zu demands are left out: %zu have no path, %zu none within the delay\n",
                     args.text("--network").c_str(), left, demands.demands.size(), found.disconnected.size(),
                     found.beyondDelay.size());
    }
}

Json levelsJson(const Engineering& answer)
{
    Json out = Json::array();
    for (std::size_t i = 0; i < std::min(answer.levels.size(), kListed); ++i) {
        const auto& level = answer.levels[i];
        out.push_back(
            {{"bps", level.rate_bps}, {"bound_bps", level.bound_bps}, {"demands", level.demands.size()}});
    }
    return out;
}

Json answerJson(const Args& args, const Network& network, const DemandSet& demands,
                const EngineeringOptions& options, const Engineering& found)
{
    Json answer;
    describeNetwork(answer, network, args.text("--network"));
    describeDemands(answer, demands);
    answer["disconnected"] = found.disconnected.size();
    if (!found.disconnected.empty()) {
        answer["disconnected_pairs"] = pairsJson(network, demands, found.disconnected);
    }
    if (options.maxDelay > 0) {
        answer["beyond_delay"] = found.beyondDelay.size();
        answer["beyond_delay_pairs"] = pairsJson(network, demands, found.beyondDelay);
    }
    answer["objective"] = args.text("--objective");
    const bool allServed = options.objective == TeObjective::MaxMin && found.levels.empty();
    answer["value"] = allServed ? Json() : Json(found.value);
    answer["bound"] = allServed ? Json() : Json(found.bound);
    answer["gap"] = found.gap;
    answer["gap_reached"] = found.gapReached;
    const auto cost = pathCostOf(args, network);
    const auto ecmp = twin::flow::ecmpBaseline(network.graph, routedOf(demands, found), options, cost);
    answer["ecmp"] = ecmp ? Json(*ecmp) : Json();
    answer["ecmp_cost"] = pathCostName(cost);
    if (options.objective == TeObjective::MaxMin) {
        answer["all_served"] = allServed;
        answer["level_count"] = found.levels.size();
        answer["levels"] = levelsJson(found);
    }
    double carried = 0;
    for (const double rate : found.rate_bps) {
        carried += rate;
    }
    answer["carried_bps"] = carried;
    answer["paths"] = found.routing.pathCount();
    answer["rounds"] = found.rounds;
    return answer;
}

Result<Json> optimise(const Args& args)
{
    const auto network = openNetworkOf(args);
    const auto demands = network ? openDemandsOf(args, *network) : twin::failure(network.error());
    if (!demands) {
        return twin::failure(demands.error());
    }
    EngineeringOptions options = optionsOf(args);
    options.failed = network->outOfService;
    const StopWatch watch;
    const auto found = twin::flow::engineer(network->graph, demands->demands, options);
    const double seconds = watch.seconds();
    if (!found) {
        return twin::failure(found.error());
    }
    if (args.has("--paths-out")) {
        const auto written = twin::writeFileAtomically(
            args.text("--paths-out"), twin::flow::pathsCsv(network->graph, demands->demands, found->routing));
        if (!written) {
            return twin::failure(written.error());
        }
    }
    sayLeftOut(args, *demands, *found);
    Json answer = answerJson(args, *network, *demands, options, *found);
    answer["seconds"] = seconds;
    answer["state_hash"] = twin::flow::stateHash(options.objective, *found);
    return answer;
}

int runOptimise(const Args& args)
{
    const auto answer = optimise(args);
    if (!answer) {
        return report(answer.error());
    }
    printAnswer(*answer, args.json);
    return kDone;
}

} // namespace

Command optimiseCommand()
{
    Command command;
    command.name = "optimise";
    command.help = "Routes demands over many paths so that the network is used best, with a proven bound";
    command.options = networkOptions();
    command.options.push_back(demandsOption());
    OptionSpec objective{"--objective", "what to optimise", Kind::Text, false, "mlu"};
    objective.choices = {"mlu", "throughput", "concurrent", "maxmin"};
    command.options.push_back(objective);
    command.options.push_back(
        {"--gap", "between value and bound, relative", Kind::Number, false, "0.01", {1e-9, 0.99}});
    command.options.push_back({"--exact", "to the optimum, by linear programming", Kind::Flag, false, ""});
    command.options.push_back(
        {"--max-delay-ms", "longest delay of a path", Kind::Number, false, "", {1e-6, kMaxDelay_ms}});
    command.options.push_back(
        outputOption("--paths-out", "CSV of the paths and their rates", false, {".csv"}));
    for (const OptionSpec& option : computeOptions()) {
        command.options.push_back(option);
    }
    command.run = runOptimise;
    return command;
}

} // namespace app::ctl
