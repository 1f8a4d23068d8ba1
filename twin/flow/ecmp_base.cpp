#include "twin/flow/ecmp_base.h"

#include "twin/support/parallel.h"

#include <algorithm>

namespace twin::flow {

EcmpBase::EcmpBase(const SweepGraph& graph, std::span<const network::NodeDemand> demands,
                   const std::vector<Failure>& failures, unsigned threads,
                   std::span<const std::uint8_t> outOfService)
    : m_graph(&graph)
    , m_failures(&failures)
    , m_outOfService(outOfService)
    , m_failuresOfArc(failures, graph.arcCount())
    , m_scale(demands)
    , m_words(failures.size() / kWordBits + 1)
    , m_loads(graph.arcCount(), 0)
{
    route(demands, std::max(1U, threads));
}

void EcmpBase::route(std::span<const network::NodeDemand> demands, unsigned threads)
{
    const std::vector<DestinationDemands> lists = demandsByDestination(demands, m_scale);
    m_destinations.resize(lists.size());
    m_met.assign(lists.size() * m_words, 0);
    std::vector<std::vector<Amount>> parts(threads);
    parallelFor(lists.size(), threads, [&](std::size_t i, unsigned worker) {
        parts[worker].resize(m_graph->arcCount(), 0);
        m_destinations[i] = routeTo(*m_graph, lists[i], parts[worker], m_outOfService);
        findFailuresMet(i);
    });
    for (const std::vector<Amount>& part : parts) {
        for (std::size_t arc = 0; arc < part.size(); ++arc) {
            m_loads[arc] += part[arc];
        }
    }
    for (const Destination& destination : m_destinations) {
        m_loss += destination.loss;
    }
}

void EcmpBase::meet(std::size_t destination, std::uint32_t arc)
{
    for (std::uint32_t i = m_failuresOfArc.first[arc]; i < m_failuresOfArc.first[arc + 1]; ++i) {
        const std::uint32_t failure = m_failuresOfArc.failures[i];
        m_met[destination * m_words + failure / kWordBits] |= std::uint64_t{1} << (failure % kWordBits);
    }
}

void EcmpBase::findFailuresMet(std::size_t index)
{
    const Destination& destination = m_destinations[index];
    const EcmpState& state = destination.state;
    const auto meetIfUsed = [&](const InArc& place) {
        if (state.nodes[place.tail].inflow > 0 && state.uses(*m_graph, place)) {
            meet(index, place.arc);
        }
    };
    for (std::uint32_t node = 0; node < m_graph->coreCount(); ++node) {
        for (const OutArc& arc : m_graph->out(node)) {
            meetIfUsed(m_graph->place(arc.arc));
        }
    }
    if (destination.node >= m_graph->coreCount()) {
        std::ranges::for_each(m_graph->in(destination.node), meetIfUsed);
    }
    for (const LeafSource& leaf : state.leaves) {
        const auto arcs = m_graph->out(leaf.leaf);
        for (std::size_t k = 0; k < arcs.size(); ++k) {
            if (state.leafUses[leaf.firstFlag + k] != 0) {
                meet(index, arcs[k].arc);
            }
        }
    }
}

} // namespace twin::flow
