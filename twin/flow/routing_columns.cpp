#include "twin/flow/routing_columns.h"

#include <algorithm>
#include <functional>

namespace twin::flow {

RoutingColumns::RoutingColumns(const RoutingMatrix& matrix)
    : m_matrix(matrix)
    , m_step(matrix.nodeCount(), kNone)
    , m_atNode(matrix.nodeCount(), 0)
{}

void RoutingColumns::open(std::size_t nth)
{
    for (const std::uint32_t node : m_opened) {
        m_step[node] = kNone;
    }
    m_opened.clear();
    m_nth = nth;
    const auto arcs = m_matrix.treeArcs(nth);
    for (std::uint32_t step = 0; step < arcs.size(); ++step) {
        std::uint32_t& first = m_step[m_matrix.from(arcs[step])];
        if (first == kNone) {
            first = step;
            m_opened.push_back(m_matrix.from(arcs[step]));
        }
    }
}

void RoutingColumns::send(std::uint32_t node, double amount)
{
    if (m_atNode[node] == 0 && m_step[node] != kNone) { // the destination has no step
        m_waiting.push_back(m_step[node]);
        std::ranges::push_heap(m_waiting, std::greater<>());
    }
    m_atNode[node] += amount;
}

std::span<const ArcShare> RoutingColumns::column(std::size_t pair)
{
    m_column.clear();
    if (!m_matrix.isReachable(pair)) {
        return m_column;
    }
    const auto arcs = m_matrix.treeArcs(m_nth);
    const auto shares = m_matrix.treeShares(m_nth);
    send(m_matrix.pairs().source(pair), 1);
    while (!m_waiting.empty()) {
        // Steps stand in an order in which all traffic of a tail has arrived before its first step.
        std::ranges::pop_heap(m_waiting, std::greater<>());
        const std::uint32_t first = m_waiting.back();
        m_waiting.pop_back();
        const std::uint32_t tail = m_matrix.from(arcs[first]);
        const double amount = m_atNode[tail];
        m_atNode[tail] = 0;
        for (std::size_t step = first; step < arcs.size() && m_matrix.from(arcs[step]) == tail; ++step) {
            m_column.push_back({arcs[step], amount * shares[step]});
            send(m_matrix.to(arcs[step]), amount * shares[step]);
        }
    }
    m_atNode[m_matrix.pairs().destination(m_nth)] = 0;
    return m_column;
}

} // namespace twin::flow
