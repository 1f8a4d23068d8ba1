#include "twin/flow/te_search.h"

#include <algorithm>
#include <functional>

namespace twin::flow {

namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

} // namespace

TeSearch::TeSearch(const TeNetwork& network, TimeNs maxDelay)
    : m_network(&network)
    , m_maxDelay(maxDelay)
    , m_cost(network.nodeCount(), kNoPath)
    , m_arcInto(network.nodeCount(), kNone)
{
    if (m_maxDelay > 0) {
        m_isOpen.assign(network.nodeCount(), 0);
        m_labelAt.assign(network.nodeCount(), kNone);
    }
}

void TeSearch::push(double cost, std::uint32_t what)
{
    m_heap.emplace_back(cost, what);
    std::ranges::push_heap(m_heap, std::greater<>());
}

std::pair<double, std::uint32_t> TeSearch::pop()
{
    std::ranges::pop_heap(m_heap, std::greater<>());
    const auto top = m_heap.back();
    m_heap.pop_back();
    return top;
}

void TeSearch::run(std::uint32_t source, std::span<const double> price,
                   std::span<const std::uint32_t> targets)
{
    m_source = source;
    runUnbounded(price);
    if (m_maxDelay > 0) {
        runBounded(price, targets);
    }
}

void TeSearch::runUnbounded(std::span<const double> price)
{
    const TeNetwork& net = *m_network;
    std::ranges::fill(m_cost, kNoPath);
    m_heap.clear();
    m_cost[m_source] = 0;
    push(0, m_source);
    while (!m_heap.empty()) {
        const auto [cost, node] = pop();
        if (cost > m_cost[node]) {
            continue; // reached more cheaply since
        }
        for (std::uint32_t arc = net.firstOut[node]; arc < net.firstOut[node + 1]; ++arc) {
            const std::uint32_t next = net.to[arc];
            const double through = cost + price[arc];
            if (through < m_cost[next]) {
                m_cost[next] = through;
                m_arcInto[next] = arc;
                if (net.transit[next] != 0) { // otherwise paths end there
                    push(through, next);
                }
            }
        }
    }
}

bool TeSearch::withinDelay(std::uint32_t target) const
{
    TimeNs delay = 0;
    for (std::uint32_t node = target; node != m_source; node = m_network->from[m_arcInto[node]]) {
        delay += m_network->delay[m_arcInto[node]];
    }
    return delay <= m_maxDelay;
}

void TeSearch::runBounded(std::span<const double> price, std::span<const std::uint32_t> targets)
{
    std::ranges::fill(m_isOpen, std::uint8_t{0});
    std::ranges::fill(m_labelAt, kNone);
    std::size_t open = 0;
    for (const std::uint32_t target : targets) {
        if (m_isOpen[target] == 0 && m_cost[target] < kNoPath && !withinDelay(target)) {
            m_isOpen[target] = 1;
            ++open;
        }
    }
    if (open == 0) {
        return;
    }
    // Labels come out cheapest first, so a later one at the same node is only of use if it is faster.
    m_fastest.assign(m_network->nodeCount(), std::numeric_limits<TimeNs>::max());
    m_labels.assign(1, Label{m_source, kNone, kNone, 0});
    m_heap.clear();
    push(0, 0);
    double reached = 0;
    while (!m_heap.empty() && open > 0 && m_labels.size() < kMaxLabels) {
        const auto [cost, label] = pop();
        reached = cost;
        if (settle(label, cost, open)) {
            expand(label, cost, price);
        }
    }
    const bool gaveUp = open > 0 && !m_heap.empty();
    for (const std::uint32_t target : targets) {
        if (m_isOpen[target] != 0 && m_labelAt[target] == kNone) {
            m_cost[target] = gaveUp ? std::max(reached, m_cost[target]) : kNoPath;
        }
    }
}

bool TeSearch::settle(std::uint32_t label, double cost, std::size_t& open)
{
    const Label& at = m_labels[label];
    if (at.delay >= m_fastest[at.node]) {
        return false;
    }
    m_fastest[at.node] = at.delay;
    if (m_isOpen[at.node] != 0 && m_labelAt[at.node] == kNone) {
        m_labelAt[at.node] = label;
        m_cost[at.node] = cost;
        --open;
    }
    return m_network->transit[at.node] != 0 || at.node == m_source;
}

void TeSearch::expand(std::uint32_t label, double cost, std::span<const double> price)
{
    const TeNetwork& net = *m_network;
    const Label at = m_labels[label];
    for (std::uint32_t arc = net.firstOut[at.node]; arc < net.firstOut[at.node + 1]; ++arc) {
        const TimeNs delay = at.delay + net.delay[arc];
        if (delay <= m_maxDelay && delay < m_fastest[net.to[arc]]) {
            m_labels.push_back({net.to[arc], arc, label, delay});
            push(cost + price[arc], static_cast<std::uint32_t>(m_labels.size() - 1));
        }
    }
}

bool TeSearch::appendPath(std::uint32_t target, std::vector<std::uint32_t>& arcs) const
{
    if (m_cost[target] == kNoPath) {
        return false;
    }
    const std::size_t first = arcs.size();
    if (m_maxDelay > 0 && m_isOpen[target] != 0) {
        if (m_labelAt[target] == kNone) {
            return false;
        }
        for (std::uint32_t label = m_labelAt[target]; label != 0; label = m_labels[label].parent) {
            arcs.push_back(m_labels[label].arc);
        }
    } else {
        for (std::uint32_t node = target; node != m_source; node = m_network->from[m_arcInto[node]]) {
            arcs.push_back(m_arcInto[node]);
        }
    }
    std::reverse(arcs.begin() + static_cast<std::ptrdiff_t>(first), arcs.end());
    return true;
}

} // namespace twin::flow
