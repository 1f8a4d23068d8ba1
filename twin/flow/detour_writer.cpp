#include "twin/flow/detour_writer.h"

#include <algorithm>
#include <utility>

namespace twin::flow {

namespace {

template <typename T> std::uint32_t sizeOf(const std::vector<T>& list)
{
    return static_cast<std::uint32_t>(list.size());
}

} // namespace

void DetourWriter::write(std::span<const std::uint32_t> arcs, bool isReusable)
{
    DetourPlan plan;
    plan.nodes.first = sizeOf(m_store.nodes);
    plan.masks.first = sizeOf(m_store.masks);
    plan.tight.first = plan.loose.first = sizeOf(m_store.arcs);
    plan.blocked.first = plan.idle.first = sizeOf(m_store.heads);
    m_store.plans.push_back(plan);
    findReference();
    writeNodes();
    if (isReusable && canBeReused(arcs)) {
        writeChecks(arcs);
    }
}

void DetourWriter::writeNodes()
{
    if (!m_detour.isCut && m_detour.settled.size() < m_detour.orphans.size()) {
        for (const OrphanNode& orphan : m_detour.orphans) {
            if (isUnreachable(orphan.node)) {
                writeNode(orphan.node);
            }
        }
    }
    for (std::size_t i = m_detour.settled.size(); i-- > 0;) {
        writeNode(m_detour.settled[i]);
    }
    plan().orphans = sizeOf(m_store.nodes) - plan().nodes.first;
    for (const ChangedNode& changed : m_detour.changed) {
        if (!m_cells.isOrphan(changed.node)) {
            writeNode(changed.node);
        }
    }
    plan().nodes.count = sizeOf(m_store.nodes) - plan().nodes.first;
}

void DetourWriter::writeNode(std::uint32_t number)
{
    const ChangedNode& changed = m_detour.changed[m_detour.changedAt[number]];
    const NodeState& state = m_cells.cells[number].state;
    const bool isWide = (state.flags & kWideNode) != 0;
    PlanNode node;
    node.node = number;
    node.firstHop = sizeOf(m_store.hops);
    node.newMask = state.mask;
    const std::int64_t reference = plan().hasReference ? m_cells.cells[plan().reference].state.distance : 0;
    node.relative = state.distance == kFar ? kFar : state.distance - reference;
    writeHops(number, isWide ? m_detour.oldWide.data() + changed.oldMask : &changed.oldMask, node.oldInner,
              node.oldOuter);
    writeHops(number, m_cells.maskOf(number), node.newInner, node.newOuter);
    m_store.nodes.push_back(node);
}

void DetourWriter::writeHops(std::uint32_t node, const std::uint64_t* mask, std::uint32_t& inner,
                             std::uint32_t& outer)
{
    const std::size_t first = m_store.hops.size();
    m_cells.forEachUsed(node, mask, [&](std::uint32_t head, std::uint32_t arc) {
        m_store.hops.push_back({head, arc});
        if (m_cells.isOrphan(head)) {
            std::swap(m_store.hops.back(), m_store.hops[first + inner]);
            ++inner;
        }
    });
    outer = static_cast<std::uint32_t>(m_store.hops.size() - first) - inner;
}

/// Calls `visit(arc)` for every arc in service from an orphan to a core node that is none.
template <typename Visit> void DetourWriter::forEachWayOut(std::uint32_t node, Visit&& visit) const
{
    const EcmpCell& cell = m_cells.cells[node];
    const OutArc* arc = m_cells.out + cell.firstOut;
    for (const OutArc* end = arc + cell.outCount; arc != end; ++arc) {
        if (m_cells.failed[arc->arc] == 0 && !m_cells.isOrphan(arc->head)) {
            visit(*arc);
        }
    }
}

/// New distances count from where the nearest orphan leaves the others.
void DetourWriter::findReference()
{
    if (m_detour.settled.empty()) {
        return;
    }
    const std::uint32_t nearest = m_detour.settled.front();
    forEachWayOut(nearest, [&](const OutArc& arc) {
        const std::int64_t through = m_cells.cells[arc.head].state.distance + arc.cost;
        if (!plan().hasReference && through == m_cells.cells[nearest].state.distance) {
            plan().hasReference = true;
            plan().reference = arc.head;
        }
    });
}

bool DetourWriter::canBeReused(std::span<const std::uint32_t> arcs) const
{
    const auto isApart = [&](const InArc& last) { // a leaf's own arcs are nobody else's
        return m_cells.failed[last.arc] == 0 && !m_cells.hasFlag(last.tail, kChangedNode);
    };
    return std::ranges::all_of(m_cells.rootArcs(), isApart) &&
           (m_cells.graph->wideWords() == 0 || isWithoutWideNodes(arcs));
}

/// Masks of several words are not checked.
bool DetourWriter::isWithoutWideNodes(std::span<const std::uint32_t> arcs) const
{
    const auto isWide = [&](std::uint32_t node) {
        return node < m_cells.coreCount && m_cells.hasFlag(node, kWideNode);
    };
    const auto hasWideEntry = [&](const OrphanNode& orphan) {
        return std::ranges::any_of(m_cells.graph->in(orphan.node),
                                   [&](const InArc& arc) { return isWide(arc.tail); });
    };
    return std::ranges::none_of(m_detour.changed, isWide, &ChangedNode::node) &&
           std::ranges::none_of(arcs,
                                [&](std::uint32_t arc) { return isWide(m_cells.graph->place(arc).tail); }) &&
           std::ranges::none_of(m_detour.orphans, hasWideEntry);
}

void DetourWriter::writeChecks(std::span<const std::uint32_t> arcs)
{
    plan().isReusable = true;
    writeMaskChecks(arcs);
    writeArcChecks();
    writeHeads();
}

/// The changed nodes must use the same arcs; nobody else may use one to an orphan, or one that fails.
void DetourWriter::writeMaskChecks(std::span<const std::uint32_t> arcs)
{
    for (const ChangedNode& changed : m_detour.changed) {
        m_store.masks.push_back({changed.node, ~std::uint64_t{0}, changed.oldMask});
    }
    for (const OrphanNode& orphan : m_detour.orphans) {
        for (const InArc& arc : m_cells.graph->in(orphan.node)) {
            requireUnused(arc);
        }
    }
    for (const std::uint32_t arc : arcs) {
        if (m_cells.graph->place(arc).tail < m_cells.coreCount &&
            m_cells.graph->graph().to()[arc] < m_cells.coreCount) {
            requireUnused(m_cells.graph->place(arc));
        }
    }
    for (const std::uint32_t node : m_requiredNodes) {
        m_store.masks.push_back({node, m_required[node], 0});
        m_required[node] = 0;
    }
    plan().masks.count = sizeOf(m_store.masks) - plan().masks.first;
}

void DetourWriter::requireUnused(const InArc& arc)
{
    if (m_cells.hasFlag(arc.tail, kChangedNode)) {
        return;
    }
    if (m_required[arc.tail] == 0) {
        m_requiredNodes.push_back(arc.tail);
    }
    m_required[arc.tail] |= std::uint64_t{1} << arc.bit;
}

/// Every arc out of the orphans must be as short, or longer, as it is here; out of those that were left out,
/// no way may be shorter than the longest that was looked at.
void DetourWriter::writeArcChecks()
{
    const std::int64_t reference = plan().hasReference ? m_cells.cells[plan().reference].state.distance : 0;
    for (const bool wantTight : {true, false}) {
        for (const std::uint32_t node : m_detour.settled) {
            const std::int64_t distance = m_cells.cells[node].state.distance;
            forEachWayOut(node, [&](const OutArc& arc) {
                const bool isTight = m_cells.cells[arc.head].state.distance + arc.cost == distance;
                if (isTight == wantTight) {
                    m_store.arcs.push_back({arc.head, arc.arc, arc.cost - (distance - reference)});
                }
            });
        }
        if (wantTight) {
            plan().tight.count = sizeOf(m_store.arcs) - plan().tight.first;
            plan().loose.first = sizeOf(m_store.arcs);
        }
    }
    if (m_detour.isCut && !m_detour.settled.empty()) {
        const std::int64_t longest = m_cells.cells[m_detour.settled.back()].state.distance;
        for (const OrphanNode& orphan : m_detour.orphans) {
            if (isUnreachable(orphan.node)) {
                forEachWayOut(orphan.node, [&](const OutArc& arc) {
                    m_store.arcs.push_back({arc.head, arc.arc, arc.cost - (longest - reference) + 1});
                });
            }
        }
    }
    plan().loose.count = sizeOf(m_store.arcs) - plan().loose.first;
}

void DetourWriter::writeHeads()
{
    for (const OrphanNode& orphan : m_detour.orphans) {
        if (isUnreachable(orphan.node) && !m_detour.isCut) {
            forEachWayOut(orphan.node, [&](const OutArc& arc) { m_store.heads.push_back(arc.head); });
        }
    }
    plan().blocked.count = sizeOf(m_store.heads) - plan().blocked.first;
    plan().idle.first = sizeOf(m_store.heads);
    for (const OrphanNode& orphan : m_detour.orphans) {
        if (isUnreachable(orphan.node) && m_detour.isCut) {
            m_store.heads.push_back(orphan.node);
        }
    }
    plan().idle.count = sizeOf(m_store.heads) - plan().idle.first;
}

} // namespace twin::flow
