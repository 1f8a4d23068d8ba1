#include "app/ctl/routing_input.h"

#include "app/ctl/compute_input.h"
#include "twin/network/demand_file.h"

#include <string_view>

namespace app::ctl {

namespace {

using twin::network::Graph;
using twin::network::Network;
using twin::network::PathCost;

/// Takes out what `name` stands for; false when it stands for nothing.
bool failNamed(const Graph& graph, std::string_view name, std::vector<std::uint8_t>& failed)
{
    bool found = false;
    const auto fail = [&](std::uint32_t arc) {
        failed[arc] = 1;
        found = true;
    };
    if (const auto arc = graph.arcByName(name); arc.isValid()) {
        fail(arc.value());
    }
    for (std::uint32_t arc = 0; arc < graph.arcCount(); ++arc) {
        const auto link = graph.link(arc);
        if (link.isValid() && graph.linkName(link) == name) {
            fail(arc);
        }
    }
    for (std::uint32_t conduit = 0; conduit < graph.conduitCount(); ++conduit) {
        if (graph.conduitName(twin::registry::ConduitIndex{conduit}) == name) {
            for (const std::uint32_t arc : graph.arcsOf(twin::registry::ConduitIndex{conduit})) {
                fail(arc);
            }
        }
    }
    return found;
}

} // namespace

std::vector<OptionSpec> routingOptions()
{
    using Kind = OptionSpec::Kind;
    return {{"--cost",
             "what paths are short in; without it metric for network files, delay for registries",
             Kind::Text,
             false,
             "",
             {},
             {"delay", "metric", "hops"}},
            {"--failed", "links, arcs or conduits out of service, joined by ;", Kind::Text, false, ""}};
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

twin::Result<std::vector<std::uint8_t>> failedArcsOf(const Args& args, const Graph& graph)
{
    std::vector<std::uint8_t> failed(graph.arcCount(), 0);
    const std::string list = args.text("--failed");
    for (std::size_t begin = 0; begin < list.size();) {
        const std::size_t end = std::min(list.find(';', begin), list.size());
        const std::string_view name = std::string_view(list).substr(begin, end - begin);
        if (!name.empty() && !failNamed(graph, name, failed)) {
            return twin::failure(twin::ErrorCode::BadInput,
                                 "--failed: " + std::string(name.substr(0, 80)) + " is not in the network");
        }
        begin = end + 1;
    }
    return failed;
}

twin::Result<twin::network::DemandSet> demandsNamed(const std::string& word, const Args& args,
                                                    const Network& network)
{
    if (word != "own") {
        return twin::network::readDemands(word, network);
    }
    if (network.demands.listed == 0) {
        return twin::failureAt(twin::ErrorCode::BadInput, args.text("--network"), 0,
                               "has no demands of its own");
    }
    return network.demands;
}

} // namespace app::ctl
