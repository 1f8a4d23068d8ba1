#include "app/ctl/compute_input.h"

#include "twin/network/demand_file.h"
#include "twin/state/snapshot.h"
#include "twin/state/state_file.h"
#include "twin/support/parallel.h"

#include <nlohmann/json.hpp>

#include <cmath>

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
    const twin::network::ReadOptions defaults;
    return {
        {"--network", "snapshot, saved state or network file", Kind::Text, true, ""},
        {"--default-capacity-bps", "of links whose file says none", Kind::Integer, false,
         std::to_string(defaults.defaultCapacity_bps)},
        {"--default-delay-ms", "of links whose file says none, with an end without coordinates", Kind::Number,
         false, "1"},
        {"--route-factor", "length of a duct over the great circle, for delays the file does not say",
         Kind::Number, false, "1.3"},
    };
}

OptionSpec demandsOption()
{
    return {"--demands", "traffic matrix (.demands, .csv); without it, that of the network's own file",
            Kind::Text, false, ""};
}

std::vector<OptionSpec> computeOptions()
{
    return {{"--threads", "0 = one per processor", Kind::Integer, false, "0"},
            {"--seed", "of whatever is random", Kind::Integer, false, "1"}};
}

twin::Result<Network> openNetworkOf(const Args& args)
{
    const std::string path = args.text("--network");
    if (path.ends_with(".sws")) {
        return openState(path);
    }
    twin::network::ReadOptions options;
    const std::int64_t capacity = args.integer("--default-capacity-bps");
    const double delay_ms = args.number("--default-delay-ms");
    options.routeFactor = args.number("--route-factor");
    if (capacity < 1 || !(delay_ms >= 0 && delay_ms <= 60'000) ||
        !(options.routeFactor >= 1 && options.routeFactor <= 100)) {
        return twin::failure(twin::ErrorCode::BadInput,
                             "--default-capacity-bps is at least 1, --default-delay-ms 0 to 60000, "
                             "--route-factor 1 to 100");
    }
    options.defaultCapacity_bps = static_cast<std::uint64_t>(capacity);
    options.defaultDelay = std::llround(delay_ms * static_cast<double>(twin::kMillisecond));
    return twin::network::openNetwork(path, options);
}

twin::Result<DemandSet> openDemandsOf(const Args& args, const Network& network)
{
    if (args.has("--demands")) {
        return twin::network::readDemands(args.text("--demands"), network);
    }
    if (network.demands.listed == 0) {
        return twin::failureAt(twin::ErrorCode::BadInput, args.text("--network"), 0,
                               "has no demands of its own: give --demands");
    }
    return network.demands;
}

unsigned threadsOf(const Args& args)
{
    const std::int64_t wanted = args.integer("--threads");
    return twin::threadCount(wanted < 0 ? 1U : static_cast<unsigned>(wanted));
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
