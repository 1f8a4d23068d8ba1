#include "twin/flow/explain_parts.h"

#include "twin/network/given_path.h"
#include "twin/network/shortest_paths.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace twin::flow {

using network::NodeIndex;
using network::ShortestPaths;

Result<CostTrials> CostTrials::build(const ExplainInput& input, const ExplainOptions& options)
{
    CostTrials out(input);
    const Background& background = input.background;
    const std::vector<std::int64_t> cost(input.arcCost.begin(), input.arcCost.end());
    auto matrix = RoutingMatrix::build(input.graph, background.pairs,
                                       {cost, input.failed, options.threads, options.cancelled});
    if (!matrix) {
        return failure(matrix.error());
    }
    out.m_matrix.push_back(std::move(*matrix));
    out.m_pair_bps.assign(background.pairs->size(), 0);
    for (std::size_t group = 0; group < background.groups.size(); ++group) {
        for (std::size_t pair = 0; pair < out.m_pair_bps.size(); ++pair) {
            out.m_pair_bps[pair] += input.residuals.levels[group] * background.groups[group].pair_bps[pair];
        }
    }
    std::map<NodeIndex, Destination> byNode;
    for (std::size_t nth = 0; nth < background.pairs->destinationCount(); ++nth) {
        byNode[NodeIndex{background.pairs->destination(nth)}].trees.push_back(nth);
    }
    for (std::size_t i = 0; i < input.flows.size(); ++i) {
        const ModelFlow& flow = input.flows[i];
        const bool isSaid = !flow.path.empty() && network::isWhole(flow.path, input.failed);
        if (!isSaid && flow.src.isValid() && flow.dst.isValid()) {
            byNode[flow.dst].flows.push_back(i);
        }
    }
    ShortestPaths paths(input.graph, cost);
    for (auto& [node, destination] : byNode) {
        paths.run(node, input.failed);
        destination.node = node;
        destination.distance.resize(input.graph.nodeCount());
        for (std::uint32_t from = 0; from < input.graph.nodeCount(); ++from) {
            destination.distance[from] = paths.distance(NodeIndex{from});
        }
        out.m_destinations.push_back(std::move(destination));
    }
    return out;
}

/// Whether an arc with the given cost, or its present one, lies on a shortest path to the destination.
bool CostTrials::isTouched(const Destination& destination, std::uint32_t arc, std::int64_t cost) const
{
    const std::int64_t from = destination.distance[m_input->graph.from()[arc]];
    const std::uint32_t head = m_input->graph.to()[arc];
    const std::int64_t to = destination.distance[head];
    const bool passes = head < m_input->graph.coreCount() || head == destination.node.value();
    return to != network::kUnreachable && passes && from >= to + std::min(cost, m_input->arcCost[arc]);
}

std::vector<double> CostTrials::shift(registry::LinkIndex link, double factor) const
{
    const network::Graph& graph = m_input->graph;
    std::vector<double> out(graph.arcCount(), 0);
    std::vector<std::int64_t> cost(m_input->arcCost.begin(), m_input->arcCost.end());
    std::vector<std::uint32_t> changed;
    for (const bool reverse : {false, true}) {
        if (const auto arc = graph.arc(link, reverse); arc.isValid()) {
            const double scaled = static_cast<double>(cost[arc.value()]) * factor;
            cost[arc.value()] = std::max<std::int64_t>(1, std::llround(scaled));
            if (cost[arc.value()] != m_input->arcCost[arc.value()]) {
                changed.push_back(arc.value());
            }
        }
    }
    const RoutingMatrix& matrix = m_matrix.front();
    const PairSet& pairs = matrix.pairs();
    std::vector<double> old(graph.arcCount(), 0);
    std::vector<double> atNode(graph.nodeCount(), 0);
    ShortestPaths paths(graph, cost);
    for (const Destination& destination : m_destinations) {
        if (std::ranges::none_of(changed,
                                 [&](std::uint32_t arc) { return isTouched(destination, arc, cost[arc]); })) {
            continue;
        }
        paths.run(destination.node, m_input->failed);
        for (const std::size_t nth : destination.trees) {
            matrix.addTree(nth, m_pair_bps, atNode, old);
            for (std::size_t pair = pairs.first(nth); pair < pairs.first(nth + 1); ++pair) {
                atNode[pairs.source(pair)] += m_pair_bps[pair];
            }
            paths.spread(atNode, out);
        }
        for (const std::size_t i : destination.flows) {
            for (const std::uint32_t arc : m_input->paths[i]) {
                old[arc] += m_input->flows[i].bps;
            }
            for (const std::uint32_t arc : paths.path(m_input->flows[i].src)) {
                out[arc] += m_input->flows[i].bps;
            }
        }
    }
    for (std::size_t arc = 0; arc < out.size(); ++arc) {
        out[arc] -= old[arc];
    }
    return out;
}

} // namespace twin::flow
