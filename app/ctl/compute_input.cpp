#include "app/ctl/compute_input.h"

#include "app/ctl/read_options.h"
#include "twin/network/demand_file.h"
#include "twin/state/snapshot.h"
#include "twin/state/state_file.h"
#include "twin/support/parallel.h"

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
        return twin::failure(snapshot.error());
    }
    Network out = twin::network::networkOf((*snapshot)->registry, (*snapshot)->workload);
    out.format = "sws";
    return out;
}

std::string textOf(const Json& value)
{
    return value.is_string() ? value.get<std::string>() : value.dump();
}

} // namespace

std::vector<OptionSpec> networkOptions()
{
    std::vector<OptionSpec> out = readOptions();
    out.insert(out.begin(), {"--network", "snapshot, saved state or network file", Kind::Text, true, ""});
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
    if (path.ends_with(".sws")) {
        return openState(path);
    }
    return twin::network::openNetwork(path, readOptionsOf(args));
}

twin::Result<DemandSet> openDemandsOf(const Args& args, const Network& network)
{
    if (args.has("--demands")) {
        twin::network::DemandOptions demands;
        demands.sndlib = readOptionsOf(args).sndlib;
        return twin::network::readDemands(args.text("--demands"), network, demands);
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
}

void printAnswer(const Json& answer, bool json)
{
    if (json) {
        printLine(answer.dump());
        return;
    }
    for (const auto& [key, value] : answer.items()) {
        if (!value.is_array()) {
            printLine(key + ": " + textOf(value));
            continue;
        }
        for (const Json& entry : value) {
            printLine(key + ": " + textOf(entry));
        }
    }
}

} // namespace app::ctl
