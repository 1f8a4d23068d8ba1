#include "twin/flow/detour_finder.h"

#include "twin/flow/detour_writer.h"

#include <algorithm>

namespace twin::flow {

namespace {

/// Of equally near orphans any may be settled first: no arc of length 0 leads from one to the other.
struct IsFarther
{
    bool operator()(const std::pair<std::int64_t, std::uint32_t>& a,
                    const std::pair<std::int64_t, std::uint32_t>& b) const
    {
        return a.first > b.first;
    }
};

} // namespace

DetourFinder::DetourFinder(EcmpCells& cells)
    : m_cells(cells)
    , m_required(cells.coreCount, 0)
{
    m_detour.changedAt.resize(cells.coreCount);
}

/// Marks the way as the failure leaves it, writes that down, and takes the marks away again.
void DetourFinder::makePlan(std::span<const std::uint32_t> arcs, DetourDepth depth, bool isReusable,
                            PlanStore& store)
{
    dropArcs(arcs);
    spreadOrphans();
    relabel(depth);
    DetourWriter(m_cells, m_detour, m_required, store).write(arcs, isReusable);
    undo();
}

void DetourFinder::dropArcs(std::span<const std::uint32_t> arcs)
{
    for (const std::uint32_t arc : arcs) {
        const InArc& place = m_cells.graph->place(arc);
        if (place.tail >= m_cells.coreCount) {
            continue; // leaves choose their arcs when all else is settled
        }
        const std::uint32_t head = m_cells.graph->graph().to()[arc];
        if ((head < m_cells.coreCount || head == m_cells.root) && m_cells.uses(place.tail, place.bit)) {
            drop(place.tail, place.bit);
        }
    }
}

/// An arc that was in use is no more.
inline void DetourFinder::drop(std::uint32_t tail, std::uint32_t bit)
{
    NodeState& state = m_cells.cells[tail].state;
    if ((state.flags & kChangedNode) == 0) {
        state.flags |= kChangedNode;
        m_detour.changedAt[tail] = static_cast<std::uint32_t>(m_detour.changed.size());
        if ((state.flags & kWideNode) == 0) {
            m_detour.changed.push_back({tail, state.mask});
        } else {
            m_detour.changed.push_back({tail, m_detour.oldWide.size()});
            const std::uint64_t* mask = m_cells.maskOf(tail);
            m_detour.oldWide.insert(m_detour.oldWide.end(), mask,
                                    mask + m_cells.graph->arcsOf(tail).wordCount);
        }
    }
    if (!dropBit(tail, bit)) {
        state.flags |= kOrphanNode;
        m_detour.orphans.push_back({tail, state.distance});
        state.distance = kFar;
    }
}

/// @return whether the node has any arc left
inline bool DetourFinder::dropBit(std::uint32_t tail, std::uint32_t bit)
{
    NodeState& state = m_cells.cells[tail].state;
    if ((state.flags & kWideNode) == 0) {
        state.mask &= ~(std::uint64_t{1} << bit);
        return state.mask != 0;
    }
    const std::span<std::uint64_t> words(m_cells.maskOf(tail), m_cells.graph->arcsOf(tail).wordCount);
    words[bit / kWordBits] &= ~(std::uint64_t{1} << (bit % kWordBits));
    return std::ranges::any_of(words, [](std::uint64_t word) { return word != 0; });
}

/// Whoever has lost every shortest path passes that on to those who came through.
void DetourFinder::spreadOrphans()
{
    for (std::size_t i = 0; i < m_detour.orphans.size(); ++i) {
        const EcmpCell& cell = m_cells.cells[m_detour.orphans[i].node];
        if (cell.state.inflow != 0) {
            need(m_detour.orphans[i].node);
        }
        const InArc* arc = m_cells.in + cell.firstIn;
        for (const InArc* end = arc + cell.inCount; arc != end; ++arc) {
            if (m_cells.uses(arc->tail, arc->bit)) {
                drop(arc->tail, arc->bit);
            }
        }
    }
    if (!m_cells.leaves.empty()) {
        needThoseOfLeaves();
    }
}

inline void DetourFinder::need(std::uint32_t node)
{
    std::uint32_t& flags = m_cells.cells[node].state.flags;
    m_needed += (flags & kNeededNode) == 0 ? 1 : 0;
    flags |= kNeededNode;
}

/// A leaf that has to choose anew looks at all nodes it could enter by.
void DetourFinder::needThoseOfLeaves()
{
    for (const LeafSource& leaf : m_cells.leaves) {
        const auto arcs = m_cells.graph->out(leaf.leaf);
        const std::uint8_t* uses = m_cells.leafUses.data() + leaf.firstFlag;
        bool isHit = false;
        for (std::size_t k = 0; k < arcs.size(); ++k) {
            isHit |= uses[k] != 0 && (m_cells.failed[arcs[k].arc] != 0 || m_cells.isOrphan(arcs[k].head));
        }
        for (std::size_t k = 0; isHit && k < arcs.size(); ++k) {
            if (m_cells.isOrphan(arcs[k].head)) {
                need(arcs[k].head);
            }
        }
    }
}

/// New distances of the orphans: Dijkstra, starting from those around them.
void DetourFinder::relabel(DetourDepth depth)
{
    for (const OrphanNode& orphan : m_detour.orphans) {
        findWayOut(orphan.node);
    }
    std::ranges::make_heap(m_heap, IsFarther());
    while (!m_heap.empty()) {
        if (m_needed == 0 && depth == DetourDepth::Traffic) {
            m_detour.isCut = m_detour.settled.size() < m_detour.orphans.size();
            m_heap.clear();
            return;
        }
        std::ranges::pop_heap(m_heap, IsFarther());
        const auto [distance, node] = m_heap.back();
        m_heap.pop_back();
        if (distance == m_cells.cells[node].tentative) { // otherwise it was reached more cheaply since
            settle(node);
        }
    }
    // With no traffic to see to, those that nobody reaches may as well be left out.
    m_detour.isCut =
        m_needed == 0 && depth == DetourDepth::Traffic && m_detour.settled.size() < m_detour.orphans.size();
}

/// The best way from an orphan over nodes that are none.
inline void DetourFinder::findWayOut(std::uint32_t node)
{
    EcmpCell& cell = m_cells.cells[node];
    cell.tentative = kFar;
    const OutArc* arc = m_cells.out + cell.firstOut;
    for (std::uint32_t k = 0; k < cell.outCount; ++k, ++arc) {
        const std::int64_t through = m_cells.cells[arc->head].state.distance + arc->cost;
        if (through <= cell.tentative && m_cells.failed[arc->arc] == 0) {
            offer(node, through, k);
        }
    }
    for (const InArc& last : m_cells.rootArcs()) {
        if (last.tail == node && last.cost <= cell.tentative && m_cells.failed[last.arc] == 0) {
            offer(node, last.cost, last.bit);
        }
    }
    if (cell.tentative < kFar) {
        m_heap.emplace_back(cell.tentative, node);
    }
}

/// An orphan can reach the destination over its `bit`-th arc, at least as well as over any seen before.
inline void DetourFinder::offer(std::uint32_t node, std::int64_t distance, std::uint32_t bit)
{
    EcmpCell& cell = m_cells.cells[node];
    const bool isBetter = distance < cell.tentative;
    cell.tentative = distance;
    if ((cell.state.flags & kWideNode) == 0) {
        cell.state.mask = (isBetter ? 0 : cell.state.mask) | (std::uint64_t{1} << bit);
        return;
    }
    std::uint64_t* mask = m_cells.maskOf(node);
    if (isBetter) {
        std::fill_n(mask, m_cells.graph->arcsOf(node).wordCount, 0);
    }
    mask[bit / kWordBits] |= std::uint64_t{1} << (bit % kWordBits);
}

inline void DetourFinder::settle(std::uint32_t node)
{
    EcmpCell& cell = m_cells.cells[node];
    cell.state.distance = cell.tentative;
    m_needed -= (cell.state.flags & kNeededNode) != 0 ? 1 : 0;
    m_detour.settled.push_back(node);
    const InArc* arc = m_cells.in + cell.firstIn;
    for (const InArc* end = arc + cell.inCount; arc != end; ++arc) {
        // Of all but orphans the tentative distance is below 0; of those settled it is below this one.
        const std::int64_t through = cell.tentative + arc->cost;
        const std::int64_t best = m_cells.cells[arc->tail].tentative;
        if (through <= best && m_cells.failed[arc->arc] == 0) {
            offer(arc->tail, through, arc->bit);
            if (through < best) {
                m_heap.emplace_back(through, arc->tail);
                std::ranges::push_heap(m_heap, IsFarther());
            }
        }
    }
}

void DetourFinder::undo()
{
    for (const ChangedNode& changed : m_detour.changed) {
        NodeState& state = m_cells.cells[changed.node].state;
        state.flags &= kWideNode;
        if (state.flags == 0) {
            state.mask = changed.oldMask;
        } else {
            std::copy_n(m_detour.oldWide.data() + changed.oldMask,
                        m_cells.graph->arcsOf(changed.node).wordCount, m_cells.maskOf(changed.node));
        }
    }
    for (const OrphanNode& orphan : m_detour.orphans) {
        m_cells.cells[orphan.node].state.distance = orphan.distance;
        m_cells.cells[orphan.node].tentative = -1;
    }
    m_detour.changed.clear();
    m_detour.oldWide.clear();
    m_detour.orphans.clear();
    m_detour.settled.clear();
    m_detour.isCut = false;
    m_needed = 0;
}

} // namespace twin::flow
