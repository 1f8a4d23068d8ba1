#include "twin/flow/flow_router.h"

#include "twin/flow/flow_key.h"

#include <algorithm>
#include <functional>
#include <string>

namespace twin::flow {

using network::kUnreachable;

namespace {

/// Distances kept at a time, in numbers: 256 MiB.
constexpr std::size_t kMostKept = (256U << 20U) / sizeof(std::int64_t);
constexpr std::uint32_t kNowhere = 0xFFFFFFFF;

std::int64_t costOf(const network::Graph& graph, network::PathCost cost, std::uint32_t arc)
{
    switch (cost) {
    case network::PathCost::Delay:
        return graph.delay()[arc];
    case network::PathCost::Metric:
        return graph.metric()[arc];
    default:
        return 1;
    }
}

std::uint64_t draw(std::uint64_t key, std::uint64_t number)
{
    std::uint64_t hash = (key ^ (number * 0x9E3779B97F4A7C15ULL)) * 0xBF58476D1CE4E5B9ULL;
    hash = (hash ^ (hash >> 30U)) * 0x94D049BB133111EBULL;
    return hash ^ (hash >> 31U);
}

} // namespace

FlowRouter::FlowRouter(const network::Graph& graph, network::PathCost cost, std::uint64_t seed,
                       std::uint32_t spareArcs)
    : m_graph(&graph)
    , m_seed(draw(seed, 0))
    , m_rows(graph.coreCount())
{
    m_arcs.reserve(graph.arcCount() + spareArcs);
    for (std::uint32_t arc = 0; arc < graph.arcCount(); ++arc) {
        const std::uint32_t from = graph.from()[arc];
        const std::uint32_t to = graph.to()[arc];
        const std::string& own = graph.fileArcName(arc);
        m_arcs.push_back({from, to, costOf(graph, cost, arc),
                          identityOf(from, to, own.empty() ? graph.arcName(arc) : own), true});
    }
}

/// The same wherever the arc stands in its file: a link's name alone may say which of its arcs came first.
std::uint64_t FlowRouter::identityOf(std::uint32_t from, std::uint32_t to, std::string_view name) const
{
    const std::uint64_t ends = draw(flowKey(m_graph->nodeName(from)), flowKey(m_graph->nodeName(to)));
    return draw(ends, flowKey(name));
}

template <typename Visit> void FlowRouter::visitOut(std::uint32_t node, Visit&& visit) const
{
    for (std::uint32_t arc = m_graph->firstOut(node); arc < m_graph->firstOut(node + 1); ++arc) {
        visit(arc);
    }
    for (std::uint32_t arc = m_graph->arcCount(); arc < m_arcs.size(); ++arc) {
        if (m_arcs[arc].from == node) {
            visit(arc);
        }
    }
}

template <typename Visit> void FlowRouter::visitInto(std::uint32_t node, Visit&& visit) const
{
    for (const std::uint32_t arc : m_graph->arcsInto(node)) {
        visit(arc);
    }
    for (std::uint32_t arc = m_graph->arcCount(); arc < m_arcs.size(); ++arc) {
        if (m_arcs[arc].to == node) {
            visit(arc);
        }
    }
}

/// Forgets the distances that an arc makes longer by going; makes those shorter that it does by coming.
void FlowRouter::setUsable(std::uint32_t arc, bool isUsable)
{
    Arc& one = m_arcs[arc];
    if (one.isUsable == isUsable) {
        return;
    }
    one.isUsable = isUsable;
    m_aim = kNowhere;
    if (one.from >= m_graph->coreCount() || one.to >= m_graph->coreCount()) {
        return; // leaves are not passed through
    }
    for (std::uint32_t core = 0; core < m_rows.size(); ++core) {
        std::vector<std::int64_t>& row = m_rows[core];
        if (row.empty() || row[one.to] == kUnreachable) {
            continue;
        }
        const std::int64_t through = row[one.to] + one.cost;
        if (isUsable && through < row[one.from]) {
            row[one.from] = through;
            spread(row, one.from);
        } else if (!isUsable && through == row[one.from]) {
            forgetRow(core);
        }
    }
}

std::uint32_t FlowRouter::addArc(std::uint32_t from, std::uint32_t to, std::int64_t cost)
{
    const auto parallel = std::count_if(m_arcs.begin() + m_graph->arcCount(), m_arcs.end(),
                                        [&](const Arc& one) { return one.from == from && one.to == to; });
    m_arcs.push_back({from, to, cost, identityOf(from, to, "new " + std::to_string(parallel)), false});
    return arcCount() - 1;
}

void FlowRouter::forgetRow(std::uint32_t core)
{
    m_known -= m_rows[core].empty() ? 0 : 1;
    m_rows[core].clear();
}

void FlowRouter::relaxInto(std::uint32_t node, std::vector<std::int64_t>& row)
{
    visitInto(node, [&](std::uint32_t arc) {
        const Arc& one = m_arcs[arc];
        if (one.from >= m_graph->coreCount() || !one.isUsable) {
            return;
        }
        const std::int64_t through = row[node] + one.cost;
        if (through < row[one.from]) {
            row[one.from] = through;
            m_heap.emplace_back(through, one.from);
            std::ranges::push_heap(m_heap, std::greater<>());
        }
    });
}

/// Dijkstra towards one core node.
void FlowRouter::knowRow(std::uint32_t core)
{
    std::vector<std::int64_t>& out = m_rows[core];
    if (!out.empty()) {
        return;
    }
    ++m_known;
    out.assign(m_graph->coreCount(), kUnreachable);
    out[core] = 0;
    spread(out, core);
}

/// Carries a new distance of `from` on to whoever it brings nearer.
void FlowRouter::spread(std::vector<std::int64_t>& row, std::uint32_t from)
{
    m_heap.clear();
    m_heap.emplace_back(row[from], from);
    while (!m_heap.empty()) {
        std::ranges::pop_heap(m_heap, std::greater<>());
        const auto [distance, node] = m_heap.back();
        m_heap.pop_back();
        if (distance == row[node]) { // otherwise it was reached more cheaply since
            relaxInto(node, row);
        }
    }
}

/// Makes ready for questions about ways to `to`.
void FlowRouter::aim(std::uint32_t to)
{
    if (m_aim == to) {
        return;
    }
    m_aim = to;
    m_entries.clear();
    for (std::uint32_t core = 0; m_known * m_rows.size() > kMostKept && core < m_rows.size(); ++core) {
        forgetRow(core);
    }
    if (to < m_graph->coreCount()) {
        m_entries.push_back({to, 0});
        knowRow(to);
        return;
    }
    visitInto(to, [&](std::uint32_t arc) {
        const Arc& one = m_arcs[arc];
        if (one.isUsable && one.from < m_graph->coreCount()) {
            m_entries.push_back({one.from, one.cost});
            knowRow(one.from);
        }
    });
}

/// From a core node, or the destination itself.
std::int64_t FlowRouter::toAim(std::uint32_t node) const
{
    if (node == m_aim) {
        return 0;
    }
    std::int64_t best = kUnreachable;
    for (const Entry& entry : m_entries) {
        const std::int64_t there = node < m_graph->coreCount() ? m_rows[entry.core][node] : kUnreachable;
        best = there == kUnreachable ? best : std::min(best, there + entry.cost);
    }
    return best;
}

/// Along `arc` and on.
std::int64_t FlowRouter::over(std::uint32_t arc) const
{
    const Arc& one = m_arcs[arc];
    const std::int64_t beyond = one.isUsable ? toAim(one.to) : kUnreachable;
    return beyond == kUnreachable ? kUnreachable : beyond + one.cost;
}

std::int64_t FlowRouter::distance(std::uint32_t from, std::uint32_t to)
{
    aim(to);
    if (from == to || from < m_graph->coreCount()) {
        return toAim(from);
    }
    std::int64_t best = kUnreachable;
    visitOut(from, [&](std::uint32_t arc) { best = std::min(best, over(arc)); });
    return best;
}

std::vector<std::uint32_t> FlowRouter::path(std::uint32_t from, std::uint32_t to, std::uint64_t key)
{
    std::vector<std::uint32_t> out;
    std::int64_t left = distance(from, to);
    if (left == kUnreachable) {
        return out;
    }
    for (std::uint32_t node = from; node != to; node = m_arcs[out.back()].to) {
        std::uint32_t best = kNowhere;
        std::uint64_t highest = 0;
        visitOut(node, [&](std::uint32_t arc) {
            if (over(arc) != left) {
                return;
            }
            const std::uint64_t drawn = draw(key ^ m_seed, m_arcs[arc].identity);
            if (best == kNowhere || drawn > highest) {
                best = arc;
                highest = drawn;
            }
        });
        out.push_back(best);
        left -= m_arcs[best].cost;
    }
    return out;
}

bool FlowRouter::leadsTo(std::uint32_t arc, std::uint32_t to)
{
    aim(to);
    const std::int64_t further = over(arc);
    return further != kUnreachable && further == distance(m_arcs[arc].from, to);
}

/// From a node to where `arc` begins; leaves the aim as it is.
std::int64_t FlowRouter::toTail(std::uint32_t node, std::uint32_t arc)
{
    const std::uint32_t tail = m_arcs[arc].from;
    if (node == tail) {
        return 0;
    }
    if (tail >= m_graph->coreCount()) {
        return kUnreachable; // nothing passes through a leaf
    }
    knowRow(tail);
    const std::vector<std::int64_t>& row = m_rows[tail];
    if (node < m_graph->coreCount()) {
        return row[node];
    }
    std::int64_t best = kUnreachable;
    visitOut(node, [&](std::uint32_t first) {
        const Arc& one = m_arcs[first];
        if (one.isUsable && one.to < m_graph->coreCount() && row[one.to] != kUnreachable) {
            best = std::min(best, one.cost + row[one.to]);
        }
    });
    return best;
}

bool FlowRouter::isOnTheWay(std::uint32_t from, std::uint32_t to, std::uint32_t arc)
{
    const std::int64_t whole = distance(from, to);
    const std::int64_t last = over(arc);
    if (whole == kUnreachable || last == kUnreachable) {
        return false;
    }
    const std::int64_t first = toTail(from, arc);
    return first != kUnreachable && first + last == whole;
}

} // namespace twin::flow
