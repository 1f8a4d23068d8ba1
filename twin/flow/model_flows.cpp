#include "twin/flow/model_flows.h"

#include "twin/network/given_path.h"
#include "twin/network/shortest_paths.h"

#include <map>

namespace twin::flow {

std::vector<std::vector<std::uint32_t>> placeFlows(const network::Graph& graph,
                                                   std::span<const ModelFlow> flows,
                                                   std::span<const std::int64_t> arcCost,
                                                   std::span<const std::uint8_t> failed)
{
    std::vector<std::vector<std::uint32_t>> out(flows.size());
    std::map<network::NodeIndex, std::vector<std::size_t>> routed; // by destination
    for (std::size_t i = 0; i < flows.size(); ++i) {
        const ModelFlow& flow = flows[i];
        if (!flow.path.empty() && network::isWhole(flow.path, failed)) {
            out[i] = flow.path;
        } else if (flow.src.isValid() && flow.dst.isValid()) {
            routed[flow.dst].push_back(i);
        }
    }
    if (routed.empty()) {
        return out;
    }
    network::ShortestPaths paths(graph, std::vector<std::int64_t>(arcCost.begin(), arcCost.end()));
    for (const auto& [destination, list] : routed) {
        paths.run(destination, failed);
        for (const std::size_t i : list) {
            out[i] = paths.path(flows[i].src);
        }
    }
    return out;
}

FlowLoads flowLoads(const network::Graph& graph, std::span<const ModelFlow> flows,
                    std::span<const std::vector<std::uint32_t>> paths)
{
    FlowLoads out;
    out.arc_bps.assign(graph.arcCount(), 0);
    out.variance.assign(graph.arcCount(), 0);
    for (std::size_t i = 0; i < flows.size(); ++i) {
        const double variance = flows[i].deviation_bps * flows[i].deviation_bps;
        for (const std::uint32_t arc : paths[i]) {
            out.arc_bps[arc] += flows[i].bps;
            out.variance[arc] += variance;
        }
        out.unrouted_bps += paths[i].empty() ? flows[i].bps : 0;
    }
    return out;
}

} // namespace twin::flow
