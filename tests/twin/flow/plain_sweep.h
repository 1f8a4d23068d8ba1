#pragma once

#include "twin/flow/ecmp_state.h"
#include "twin/network/shortest_paths.h"

#include <cstdint>
#include <map>
#include <span>
#include <utility>
#include <vector>

/// The oracle of the failure sweep: a scenario routed from scratch, as plainly as it can be written down.
namespace flow_test {

struct PlainLoads
{
    std::vector<twin::flow::Amount> loads; ///< by arc
    twin::flow::Loss loss;
};

/// Traffic to one destination, passed from node to node by falling distance.
class PlainSpread
{
  public:
    PlainSpread(const twin::network::Graph& graph, const twin::network::ShortestPaths& paths,
                std::uint32_t destination, PlainLoads& out)
        : m_graph(graph)
        , m_paths(paths)
        , m_destination(destination)
        , m_out(out)
    {}

    void run(std::span<const twin::flow::SourceAmount> sources)
    {
        for (const auto& source : sources) {
            if (distance(source.node) == twin::network::kUnreachable) {
                m_out.loss += {source.amount, 1};
            } else {
                m_waiting[{-distance(source.node), source.node}] += source.amount;
            }
        }
        while (!m_waiting.empty()) {
            const auto [at, amount] = *m_waiting.begin();
            m_waiting.erase(m_waiting.begin());
            if (at.second != m_destination) {
                pass(at.second, amount);
            }
        }
    }

  private:
    [[nodiscard]] std::int64_t distance(std::uint32_t node) const
    {
        return m_paths.distance(twin::network::NodeIndex{node});
    }

    void pass(std::uint32_t node, twin::flow::Amount amount)
    {
        std::vector<std::uint32_t> arcs;
        for (std::uint32_t arc = m_graph.firstOut(node); arc < m_graph.firstOut(node + 1); ++arc) {
            if (m_paths.onShortestPath(arc)) {
                arcs.push_back(arc);
            }
        }
        for (const std::uint32_t arc : arcs) {
            const auto part = amount / static_cast<twin::flow::Amount>(arcs.size());
            m_out.loads[arc] += part;
            m_waiting[{-distance(m_graph.to()[arc]), m_graph.to()[arc]}] += part;
        }
    }

    const twin::network::Graph& m_graph;
    const twin::network::ShortestPaths& m_paths;
    std::uint32_t m_destination;
    PlainLoads& m_out;
    std::map<std::pair<std::int64_t, std::uint32_t>, twin::flow::Amount> m_waiting;
};

/// @param failed a byte an arc
inline PlainLoads plainLoads(const twin::network::Graph& graph, twin::network::PathCost cost,
                             std::span<const twin::flow::DestinationDemands> demands,
                             std::span<const std::uint8_t> failed)
{
    PlainLoads out;
    out.loads.assign(graph.arcCount(), 0);
    twin::network::ShortestPaths paths(graph, cost);
    for (const auto& destination : demands) {
        paths.run(twin::network::NodeIndex{destination.node}, failed);
        PlainSpread(graph, paths, destination.node, out).run(destination.sources);
    }
    return out;
}

} // namespace flow_test
