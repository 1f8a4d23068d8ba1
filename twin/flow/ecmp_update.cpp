#include "twin/flow/ecmp_update.h"

#include "twin/flow/plan_check.h"

#include <algorithm>

namespace twin::flow {

EcmpUpdate::EcmpUpdate(const SweepGraph& graph, std::span<const std::uint8_t> outOfService,
                       const FailuresOfArc* failures)
    : m_noLoads(graph.arcCount(), 0)
    , m_cells(graph, outOfService)
    , m_finder(m_cells)
    , m_traffic(m_cells, failures)
{}

void EcmpUpdate::fail(std::span<const std::uint32_t> arcs)
{
    for (const std::uint32_t arc : arcs) {
        ++m_cells.failed[arc];
    }
}

void EcmpUpdate::restore(std::span<const std::uint32_t> arcs)
{
    for (const std::uint32_t arc : arcs) {
        --m_cells.failed[arc];
    }
}

const DetourPlan& EcmpUpdate::plan(std::span<const std::uint32_t> arcs, DetourDepth depth, PlanStore& store,
                                   PlanList& list)
{
    if (!list.pays()) {
        return planOnce(arcs, depth, store);
    }
    for (std::size_t i = 0; i < list.plans.size(); ++i) {
        if (fitsPlan(store, store.plans[list.plans[i]])) {
            std::rotate(list.plans.begin(), list.plans.begin() + static_cast<std::ptrdiff_t>(i),
                        list.plans.begin() + static_cast<std::ptrdiff_t>(i) + 1);
            ++list.found;
            return store.plans[list.plans.front()];
        }
    }
    ++list.missed;
    if (!store.plans.empty() && !store.plans.back().isReusable) {
        store.dropLast();
    }
    m_finder.makePlan(arcs, depth, true, store);
    if (store.plans.back().isReusable) {
        list.plans.insert(list.plans.begin(), static_cast<std::uint32_t>(store.plans.size() - 1));
    }
    return store.plans.back();
}

const DetourPlan& EcmpUpdate::planOnce(std::span<const std::uint32_t> arcs, DetourDepth depth,
                                       PlanStore& store)
{
    if (!store.plans.empty() && !store.plans.back().isReusable) {
        store.dropLast();
    }
    m_finder.makePlan(arcs, depth, false, store);
    return store.plans.back();
}

void EcmpUpdate::commit(std::span<const std::uint32_t> arcs, const PlanStore& store, const DetourPlan& plan)
{
    (void)m_traffic.commit(arcs, store, plan, m_noLoads.data());
}

bool EcmpUpdate::fitsPlan(const PlanStore& store, const DetourPlan& plan) const
{
    return fits(m_cells, store, plan);
}

} // namespace twin::flow
