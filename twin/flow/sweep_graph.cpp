#include "twin/flow/sweep_graph.h"

#include <algorithm>
#include <map>

namespace twin::flow {

namespace {

std::int64_t costOf(const network::Graph& graph, std::uint32_t arc, network::PathCost cost)
{
    switch (cost) {
    case network::PathCost::Delay:
        return graph.delay()[arc];
    case network::PathCost::Metric:
        return graph.metric()[arc];
    case network::PathCost::Hops:
        break;
    }
    return 1;
}

} // namespace

SweepGraph::SweepGraph(const network::Graph& graph, network::PathCost cost)
    : m_graph(&graph)
    , m_coreCount(graph.coreCount())
    , m_nodes(graph.nodeCount())
    , m_place(graph.arcCount())
{
    for (std::uint32_t arc = 0; arc < graph.arcCount(); ++arc) {
        m_place[arc] = {graph.from()[arc], arc, 0, costOf(graph, arc, cost)};
    }
    for (std::uint32_t node = 0; node < graph.nodeCount(); ++node) {
        storeOut(node);
        if (node < m_coreCount) {
            placeArcs(node);
        }
    }
    for (std::uint32_t node = 0; node < graph.nodeCount(); ++node) {
        storeIn(node);
    }
}

void SweepGraph::storeOut(std::uint32_t node)
{
    m_nodes[node].firstOut = static_cast<std::uint32_t>(m_out.size());
    for (std::uint32_t arc = m_graph->firstOut(node); arc < m_graph->firstOut(node + 1); ++arc) {
        if (m_graph->to()[arc] < m_coreCount) {
            m_out.push_back({m_graph->to()[arc], arc, m_place[arc].cost});
        }
    }
    m_nodes[node].outCount = static_cast<std::uint32_t>(m_out.size()) - m_nodes[node].firstOut;
}

/// Bits of a core node's mask: its arcs to core nodes, then as many as the most parallel arcs it has to one
/// leaf.
void SweepGraph::placeArcs(std::uint32_t node)
{
    NodeArcs& arcs = m_nodes[node];
    std::uint32_t next = 0;
    std::uint32_t most = 0;
    std::map<std::uint32_t, std::uint32_t> toLeaf;
    for (std::uint32_t arc = m_graph->firstOut(node); arc < m_graph->firstOut(node + 1); ++arc) {
        const std::uint32_t head = m_graph->to()[arc];
        if (head < m_coreCount) {
            m_place[arc].bit = next++;
        } else {
            m_place[arc].bit = arcs.outCount + toLeaf[head]++;
            most = std::max(most, toLeaf[head]);
        }
    }
    arcs.wordCount = std::max(1U, (arcs.outCount + most + kWordBits - 1) / kWordBits);
    arcs.firstWord = m_wideWords;
    m_wideWords += arcs.wordCount > 1 ? arcs.wordCount : 0;
}

void SweepGraph::storeIn(std::uint32_t node)
{
    m_nodes[node].firstIn = static_cast<std::uint32_t>(m_in.size());
    for (const std::uint32_t arc : m_graph->arcsInto(node)) {
        if (m_graph->from()[arc] < m_coreCount) {
            m_in.push_back(m_place[arc]);
        }
    }
    m_nodes[node].inCount = static_cast<std::uint32_t>(m_in.size()) - m_nodes[node].firstIn;
}

} // namespace twin::flow
