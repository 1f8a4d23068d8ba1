#include "app/ctl/routing_input.h"

#include "app/ctl/compute_input.h"
#include "twin/network/demand_file.h"

#include <string_view>

namespace app::ctl {

namespace {

using twin::network::Network;
using twin::network::PathCost;

} // namespace

OptionSpec costOption()
{
    return {"--cost",
            "what paths are short in; without it metric for network files, delay for registries",
            OptionSpec::Kind::Text,
            false,
            "",
            {},
            {"delay", "metric", "hops"}};
}

PathCost pathCostOf(const Args& args, const Network& network)
{
    const std::string word = args.text("--cost");
    if (word.empty()) {
        return network.registry != nullptr ? PathCost::Delay : PathCost::Metric;
    }
    return word == "delay" ? PathCost::Delay : word == "hops" ? PathCost::Hops : PathCost::Metric;
}

std::string pathCostName(PathCost cost)
{
    return cost == PathCost::Delay ? "delay" : cost == PathCost::Hops ? "hops" : "metric";
}

twin::Result<twin::network::DemandSet> demandsNamed(const std::string& word, const Args& args,
                                                    const Network& network)
{
    if (word != "own") {
        return twin::network::readDemands(word, network, demandOptionsOf(args));
    }
    if (network.demands.listed == 0) {
        return twin::failureAt(twin::ErrorCode::BadInput, args.text("--network"), 0,
                               "has no demands of its own");
    }
    return network.demands;
}

} // namespace app::ctl
