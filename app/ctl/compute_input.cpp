#include "app/ctl/compute_input.h"

#include "app/ctl/read_options.h"
#include "twin/network/place_names.h"
#include "twin/state/live_network.h"
#include "twin/state/snapshot.h"
#include "twin/state/state_file.h"
#include "twin/support/name_list.h"
#include "twin/support/parallel.h"
#include "twin/support/path_ending.h"

#include <nlohmann/json.hpp>

namespace app::ctl {

namespace {

using Json = nlohmann::ordered_json;
using twin::network::DemandSet;
using twin::network::Network;
using Kind = OptionSpec::Kind;

twin::Result<Network> openState(const std::string& path)
{
    const auto snapshot = twin::state::openState(path);
    if (!snapshot) {
        return twin::failure(asInput(snapshot.error()));
    }
    Network out = twin::network::networkOf((*snapshot)->registry, (*snapshot)->workload);
    out.format = "sws";
    out.outOfService = twin::state::downArcs(**snapshot, out.graph);
    return out;
}

Json namesOfFailed(const Network& network)
{
    Json out = Json::array();
    for (std::uint32_t arc = 0; arc < network.outOfService.size(); ++arc) {
        if (network.outOfService[arc] != 0 && !network.graph.arcName(arc).empty()) {
            out.push_back(network.graph.arcName(arc));
        }
    }
    return out;
}

} // namespace

twin::Result<> addFailures(const Args& args, Network& network)
{
    if (!args.has("--failed")) {
        return {};
    }
    const auto names = twin::splitNames(args.text("--failed"));
    const auto failed = names ? twin::network::failedArcs(network, *names) : twin::failure(names.error());
    if (!failed) {
        return twin::failure(twin::ErrorCode::BadInput, "--failed: " + failed.error().reason);
    }
    network.outOfService.resize(network.graph.arcCount(), 0);
    for (std::size_t arc = 0; arc < failed->size(); ++arc) {
        network.outOfService[arc] = network.outOfService[arc] | (*failed)[arc];
    }
    return {};
}

std::vector<OptionSpec> networkOptions()
{
    std::vector<OptionSpec> out = readOptions();
    out.insert(out.begin(), {{"--network", "snapshot, saved state or network file", Kind::Text, true, ""},
                             {"--failed", "links, arcs, conduits, points, places out of service, joined by ;",
                              Kind::Text, false, ""}});
    return out;
}

OptionSpec demandsOption()
{
    return {"--demands",
            "traffic matrix (.demands, .csv, SNDlib); without it, that of the network's own file", Kind::Text,
            false, ""};
}

std::vector<OptionSpec> computeOptions()
{
    return {{"--threads", "0 = one per processor", Kind::Integer, false, "0", {0, 256}},
            {"--seed", "of whatever is random", Kind::Integer, false, "1"}};
}

twin::Result<Network> openNetworkOf(const Args& args)
{
    const std::string path = args.text("--network");
    auto network = twin::hasEnding(path, ".sws") ? openState(path)
                                                 : twin::network::openNetwork(path, readOptionsOf(args));
    if (!network) {
        return twin::failure(asInput(network.error()));
    }
    if (const auto added = addFailures(args, *network); !added) {
        return twin::failure(added.error());
    }
    return network;
}

twin::network::DemandOptions demandOptionsOf(const Args& args)
{
    twin::network::DemandOptions out;
    out.sndlib = readOptionsOf(args).sndlib;
    return out;
}

twin::Result<DemandSet> openDemandsOf(const Args& args, const Network& network)
{
    if (args.has("--demands")) {
        return twin::network::readDemands(args.text("--demands"), network, demandOptionsOf(args));
    }
    if (network.demands.listed == 0) {
        return twin::failureAt(twin::ErrorCode::BadInput, args.text("--network"), 0,
                               "has no demands of its own: give --demands");
    }
    return network.demands;
}

unsigned threadsOf(const Args& args)
{
    return twin::threadCount(static_cast<unsigned>(args.integer("--threads")));
}

std::uint64_t seedOf(const Args& args)
{
    return static_cast<std::uint64_t>(args.integer("--seed"));
}

void describeNetwork(Json& answer, const Network& network, const std::string& path)
{
    answer["network"] = path;
    answer["format"] = network.format;
    answer["nodes"] = network.listedNodes;
    answer["links"] = network.listedLinks;
    answer["defaults"] = network.defaultsApplied;
    answer["warnings"] = network.warnings;
    answer["failed_arcs"] = namesOfFailed(network);
}

void describeDemands(Json& answer, const DemandSet& demands)
{
    answer["demands"] = demands.listed;
    answer["demands_used"] = demands.demands.size();
    answer["demand_warnings"] = demands.warnings;
}

} // namespace app::ctl
