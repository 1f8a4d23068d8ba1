#include "twin/flow/cut_states.h"

#include <algorithm>

namespace twin::flow {

CutStates::CutStates(const EcmpBase& base, std::span<const DestinationDemands> demands,
                     std::unique_ptr<FairServing> serving)
    : m_base(base)
    , m_demands(demands)
    , m_serving(std::move(serving))
    , m_update(base.graph(), base.outOfService())
{
    std::uint32_t next = 0;
    for (const DestinationDemands& destination : demands) {
        m_firstPair.push_back(next);
        next += static_cast<std::uint32_t>(destination.sources.size());
    }
}

CutState CutStates::evaluate(const CutSet& cut)
{
    CutState out;
    std::vector<std::uint32_t> arcs;
    for (const std::uint32_t failure : cut) {
        arcs.insert(arcs.end(), m_base.failures()[failure].arcs.begin(),
                    m_base.failures()[failure].arcs.end());
    }
    m_loads.assign(m_base.loads().begin(), m_base.loads().end());
    m_loss = m_base.loss();
    m_update.fail(arcs);
    for (std::size_t t = 0; t < m_demands.size(); ++t) {
        const bool isMet =
            std::ranges::any_of(cut, [&](std::uint32_t failure) { return m_base.isMet(t, failure); });
        if (isMet || m_base.destinations()[t].loss.pairs > 0) {
            route(t, arcs, out);
        }
    }
    m_update.restore(arcs);
    if (m_serving != nullptr) {
        const std::vector<std::size_t> failures(cut.begin(), cut.end());
        m_serving->serve(failures, m_loads, m_loss);
    }
    out.lost_bps = m_base.scale().bps(m_loss.amount);
    return out;
}

void CutStates::route(std::size_t destination, std::span<const std::uint32_t> arcs, CutState& out)
{
    m_update.load(m_base.destinations()[destination]);
    const DetourPlan& plan = m_update.planOnce(arcs, DetourDepth::Traffic, m_store);
    const Loss more = m_update.traffic().commit(arcs, m_store, plan, m_loads.data());
    m_loss += more;
    if (more.pairs == 0 && m_base.destinations()[destination].loss.pairs == 0) {
        return;
    }
    const auto& sources = m_demands[destination].sources;
    for (std::uint32_t i = 0; i < sources.size(); ++i) {
        if (isDown(sources[i].node)) {
            out.down.push_back(m_firstPair[destination] + i);
        }
    }
}

/// The source has traffic, so it knows its way in the cells even where others do not.
bool CutStates::isDown(std::uint32_t source) const
{
    const EcmpCells& cells = m_update.cells();
    if (source < cells.coreCount) {
        return cells.cells[source].state.distance == kFar;
    }
    const auto leaf = std::ranges::lower_bound(cells.leaves, source, {}, &LeafSource::leaf);
    return leaf == cells.leaves.end() || leaf->leaf != source || leaf->ways == 0;
}

} // namespace twin::flow
