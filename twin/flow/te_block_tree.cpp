#include "twin/flow/te_block_tree.h"

#include <algorithm>

namespace twin::flow {

namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

} // namespace

TeBlockTree::TeBlockTree(const TeNetwork& network)
    : m_number(network.nodeCount(), 0)
    , m_low(network.nodeCount(), 0)
    , m_blockOfArc(network.arcCount(), kNone)
    , m_blockAbove(network.nodeCount(), kNone)
    , m_place(network.nodeCount(), 0)
    , m_depth(network.nodeCount(), 0)
{
    listAround(network);
    for (std::uint32_t node = 0; node < network.nodeCount(); ++node) {
        if (m_number[node] == 0) {
            search(network, node);
        }
    }
    setDepths();
}

void TeBlockTree::listAround(const TeNetwork& network)
{
    m_firstAround.assign(network.nodeCount() + 2, 0);
    for (std::uint32_t arc = 0; arc < network.arcCount(); ++arc) {
        ++m_firstAround[network.from[arc] + 2];
        ++m_firstAround[network.to[arc] + 2];
    }
    for (std::uint32_t node = 0; node < network.nodeCount(); ++node) {
        m_firstAround[node + 2] += m_firstAround[node + 1];
    }
    m_around.resize(2 * std::size_t{network.arcCount()});
    for (std::uint32_t arc = 0; arc < network.arcCount(); ++arc) {
        m_around[m_firstAround[network.from[arc] + 1]++] = arc;
        m_around[m_firstAround[network.to[arc] + 1]++] = arc;
    }
    m_firstAround.pop_back();
}

/// Depth first, without recursion: networks may be long chains.
void TeBlockTree::search(const TeNetwork& network, std::uint32_t start)
{
    enter(start, kNone);
    while (!m_visits.empty()) {
        if (m_visits.back().next < m_firstAround[m_visits.back().node + 1]) {
            step(network);
        } else {
            leave(network);
        }
    }
}

void TeBlockTree::enter(std::uint32_t node, std::uint32_t arcInto)
{
    m_order.push_back(node);
    m_number[node] = m_low[node] = static_cast<std::uint32_t>(m_order.size());
    m_visits.push_back({node, arcInto, m_firstAround[node]});
}

void TeBlockTree::step(const TeNetwork& network)
{
    Visit& at = m_visits.back();
    const std::uint32_t arc = m_around[at.next++];
    if (arc == at.arcInto) {
        return;
    }
    const std::uint32_t other = network.from[arc] == at.node ? network.to[arc] : network.from[arc];
    if (m_number[other] == 0) {
        m_openArcs.push_back(arc);
        enter(other, arc);
    } else if (m_number[other] < m_number[at.node]) {
        m_openArcs.push_back(arc);
        m_low[at.node] = std::min(m_low[at.node], m_number[other]);
    }
}

void TeBlockTree::leave(const TeNetwork& network)
{
    const Visit done = m_visits.back();
    m_visits.pop_back();
    if (m_visits.empty()) {
        return;
    }
    const std::uint32_t above = m_visits.back().node;
    m_low[above] = std::min(m_low[above], m_low[done.node]);
    if (m_low[done.node] >= m_number[above]) {
        closeBlock(network, above, done.arcInto);
    }
}

void TeBlockTree::closeBlock(const TeNetwork& network, std::uint32_t root, std::uint32_t arcInto)
{
    const std::uint32_t block = blockCount();
    auto& nodes = m_nodes.emplace_back(1, root);
    const auto add = [&](std::uint32_t node) {
        if (node != root && m_blockAbove[node] == kNone) {
            m_blockAbove[node] = block;
            m_place[node] = static_cast<std::uint32_t>(nodes.size());
            nodes.push_back(node);
        }
    };
    for (std::uint32_t arc = kNone; arc != arcInto;) {
        arc = m_openArcs.back();
        m_openArcs.pop_back();
        m_blockOfArc[arc] = block;
        add(network.from[arc]);
        add(network.to[arc]);
    }
}

void TeBlockTree::setDepths()
{
    for (const std::uint32_t node : m_order) {
        if (m_blockAbove[node] != kNone) {
            m_depth[node] = m_depth[m_nodes[m_blockAbove[node]].front()] + 1;
        }
    }
}

void TeBlockTree::crossings(std::uint32_t source, std::uint32_t target, std::vector<Crossing>& out) const
{
    out.clear();
    std::size_t climbed = 0; // crossings from the source's side; those after are the target's, backwards
    while (source != target) {
        const bool fromSource = m_depth[source] >= m_depth[target];
        const std::uint32_t block = m_blockAbove[fromSource ? source : target];
        const std::uint32_t root = m_nodes[block].front();
        if (fromSource && m_blockAbove[target] == block) {
            out.insert(out.begin() + static_cast<std::ptrdiff_t>(climbed++), {block, source, target});
            break;
        }
        if (fromSource) {
            out.insert(out.begin() + static_cast<std::ptrdiff_t>(climbed++), {block, source, root});
            source = root;
        } else {
            out.push_back({block, root, target});
            target = root;
        }
    }
    std::reverse(out.begin() + static_cast<std::ptrdiff_t>(climbed), out.end());
}

} // namespace twin::flow
