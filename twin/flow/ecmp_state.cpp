#include "twin/flow/ecmp_state.h"

#include <algorithm>
#include <bit>
#include <functional>
#include <utility>

namespace twin::flow {

namespace {

/// One routing from scratch.
class Router
{
  public:
    Router(const SweepGraph& graph, std::span<Amount> loads, std::span<const std::uint8_t> outOfService,
           Destination& out)
        : m_graph(graph)
        , m_loads(loads)
        , m_outOfService(outOfService)
        , m_out(out)
        , m_state(out.state)
    {}

    void run(std::span<const SourceAmount> sources);

  private:
    void findDistances();
    void relaxInto(std::uint32_t node, std::int64_t distance);
    void markArcs();
    void mark(const InArc& arc);
    void rankNodes();
    void enter(const SourceAmount& source);
    void enterLeaf(const SourceAmount& source);
    void passOn(std::uint32_t node);

    [[nodiscard]] bool leafRoot() const { return m_out.node >= m_graph.coreCount(); }

    [[nodiscard]] bool isUsable(std::uint32_t arc) const
    {
        return m_outOfService.empty() || m_outOfService[arc] == 0;
    }

    const SweepGraph& m_graph;
    std::span<Amount> m_loads;
    std::span<const std::uint8_t> m_outOfService;
    Destination& m_out;
    EcmpState& m_state;
    std::vector<std::pair<std::int64_t, std::uint32_t>> m_heap;
    std::vector<std::uint32_t> m_settled; ///< nearest first
};

void Router::run(std::span<const SourceAmount> sources)
{
    m_state.nodes.assign(m_graph.coreCount(), {});
    m_state.wide.assign(m_graph.wideWords(), 0);
    findDistances();
    markArcs();
    rankNodes();
    for (const SourceAmount& source : sources) {
        enter(source);
    }
    for (const std::uint32_t node : m_state.order) {
        passOn(node);
    }
}

void Router::findDistances()
{
    if (!leafRoot()) {
        m_state.nodes[m_out.node].distance = 0;
        m_settled.push_back(m_out.node);
    }
    relaxInto(m_out.node, 0);
    while (!m_heap.empty()) {
        std::ranges::pop_heap(m_heap, std::greater<>());
        const auto [distance, node] = m_heap.back();
        m_heap.pop_back();
        if (distance == m_state.nodes[node].distance) { // otherwise it was reached more cheaply since
            m_settled.push_back(node);
            relaxInto(node, distance);
        }
    }
}

void Router::relaxInto(std::uint32_t node, std::int64_t distance)
{
    for (const InArc& arc : m_graph.in(node)) {
        const std::int64_t through = distance + arc.cost;
        if (through < m_state.nodes[arc.tail].distance && isUsable(arc.arc)) {
            m_state.nodes[arc.tail].distance = through;
            m_heap.emplace_back(through, arc.tail);
            std::ranges::push_heap(m_heap, std::greater<>());
        }
    }
}

void Router::mark(const InArc& arc)
{
    std::uint64_t* words = m_state.mask(arc.tail, m_graph.arcsOf(arc.tail));
    words[arc.bit / kWordBits] |= std::uint64_t{1} << (arc.bit % kWordBits);
}

void Router::markArcs()
{
    for (std::uint32_t node = 0; node < m_graph.coreCount(); ++node) {
        m_state.nodes[node].flags = m_graph.arcsOf(node).wordCount > 1 ? kWideNode : 0;
        const std::int64_t distance = m_state.nodes[node].distance;
        for (const OutArc& arc : m_graph.out(node)) {
            if (distance < kFar && m_state.nodes[arc.head].distance + arc.cost == distance &&
                isUsable(arc.arc)) {
                mark(m_graph.place(arc.arc));
            }
        }
    }
    if (leafRoot()) {
        for (const InArc& arc : m_graph.in(m_out.node)) {
            if (m_state.nodes[arc.tail].distance == arc.cost && isUsable(arc.arc)) {
                mark(arc);
            }
        }
    }
}

/// Nearest first is how Dijkstra came to them.
void Router::rankNodes()
{
    m_state.order.reserve(m_graph.coreCount());
    for (std::uint32_t node = 0; node < m_graph.coreCount(); ++node) {
        if (m_state.nodes[node].distance == kFar) {
            m_state.order.push_back(node);
        }
    }
    m_state.order.insert(m_state.order.end(), m_settled.rbegin(), m_settled.rend());
    for (std::uint32_t i = 0; i < m_graph.coreCount(); ++i) {
        m_state.nodes[m_state.order[i]].rank = i;
    }
}

void Router::enter(const SourceAmount& source)
{
    if (source.node >= m_graph.coreCount()) {
        enterLeaf(source);
        return;
    }
    m_state.nodes[source.node].inflow += source.amount;
    if (m_state.nodes[source.node].distance == kFar) {
        m_out.loss += {source.amount, 1};
    }
}

void Router::enterLeaf(const SourceAmount& source)
{
    LeafSource leaf{source.amount, source.node, static_cast<std::uint32_t>(m_state.leafUses.size()), 0};
    const auto arcs = m_graph.out(source.node);
    const auto through = [&](const OutArc& arc) {
        return isUsable(arc.arc) ? m_state.nodes[arc.head].distance + arc.cost : kFar;
    };
    std::int64_t distance = kFar;
    for (const OutArc& arc : arcs) {
        distance = std::min(distance, through(arc));
    }
    for (const OutArc& arc : arcs) {
        const bool uses = distance < kFar && through(arc) == distance;
        m_state.leafUses.push_back(uses ? 1 : 0);
        leaf.ways += uses ? 1 : 0;
    }
    if (leaf.ways == 0) {
        m_out.loss += {source.amount, 1};
    }
    for (std::size_t i = 0; i < arcs.size(); ++i) {
        if (m_state.leafUses[leaf.firstFlag + i] != 0) {
            m_loads[arcs[i].arc] += partOf(leaf.amount, leaf.ways);
            m_state.nodes[arcs[i].head].inflow += partOf(leaf.amount, leaf.ways);
        }
    }
    m_state.leaves.push_back(leaf);
}

void Router::passOn(std::uint32_t node)
{
    const NodeArcs& arcs = m_graph.arcsOf(node);
    const std::uint64_t* words = m_state.mask(node, arcs);
    unsigned ways = 0;
    for (std::uint32_t w = 0; w < arcs.wordCount; ++w) {
        ways += static_cast<unsigned>(std::popcount(words[w]));
    }
    if (ways == 0 || m_state.nodes[node].inflow == 0) {
        return;
    }
    const Amount part = partOf(m_state.nodes[node].inflow, ways);
    for (const OutArc& arc : m_graph.out(node)) {
        if (m_state.uses(m_graph, m_graph.place(arc.arc))) {
            m_loads[arc.arc] += part;
            m_state.nodes[arc.head].inflow += part;
        }
    }
    if (leafRoot()) {
        for (const InArc& arc : m_graph.in(m_out.node)) {
            if (arc.tail == node && m_state.uses(m_graph, arc)) {
                m_loads[arc.arc] += part;
            }
        }
    }
}

/// Sorts by counting, and keeps the order of equals. Cost: O(items + greatest node).
template <typename NodeOf> void sortByNode(std::vector<std::uint32_t>& items, NodeOf&& nodeOf)
{
    std::vector<std::uint32_t> first(1, 0);
    for (const std::uint32_t item : items) {
        if (nodeOf(item) + std::size_t{2} > first.size()) {
            first.resize(nodeOf(item) + std::size_t{2}, 0);
        }
        ++first[nodeOf(item) + 1];
    }
    for (std::size_t node = 1; node < first.size(); ++node) {
        first[node] += first[node - 1];
    }
    std::vector<std::uint32_t> sorted(items.size());
    for (const std::uint32_t item : items) {
        sorted[first[nodeOf(item)]++] = item;
    }
    items.swap(sorted);
}

} // namespace

Destination routeTo(const SweepGraph& graph, const DestinationDemands& demands, std::span<Amount> loads,
                    std::span<const std::uint8_t> outOfService)
{
    Destination out;
    out.node = demands.node;
    Router(graph, loads, outOfService, out).run(demands.sources);
    return out;
}

std::vector<DestinationDemands> demandsByDestination(std::span<const network::NodeDemand> demands,
                                                     const AmountScale& scale)
{
    std::vector<std::uint32_t> order;
    for (std::uint32_t i = 0; i < demands.size(); ++i) {
        if (demands[i].bps > 0 && demands[i].src != demands[i].dst) {
            order.push_back(i);
        }
    }
    sortByNode(order, [&](std::uint32_t i) { return demands[i].src.value(); });
    sortByNode(order, [&](std::uint32_t i) { return demands[i].dst.value(); });
    std::vector<DestinationDemands> out;
    for (const std::uint32_t i : order) {
        const auto src = static_cast<std::uint32_t>(demands[i].src.value());
        const auto dst = static_cast<std::uint32_t>(demands[i].dst.value());
        if (out.empty() || out.back().node != dst) {
            out.push_back({dst, {}});
        }
        auto& sources = out.back().sources;
        if (sources.empty() || sources.back().node != src) {
            sources.push_back({src, 0});
        }
        sources.back().amount += scale.units(demands[i].bps);
    }
    return out;
}

} // namespace twin::flow
