#include "twin/scenario/tenant_shares.h"

#include "twin/scenario/pool_money.h"

namespace twin::scenario {

TenantShares tenantShares(const Situation& situation)
{
    TenantShares out;
    const registry::Registry& registry = *situation.world->registry;
    for (const JobSituation& job : situation.jobs) {
        if (job.job->tenantId.empty() || job.speed <= 0) {
            continue;
        }
        for (const registry::PlacedCards& placed : job.job->placements) {
            const auto found = registry.find(EntityKind::Pool, placed.poolId);
            if (!found || situation.pools[found->index].cardsWorking <= 0) {
                continue;
            }
            const PoolSituation& pool = situation.pools[found->index];
            const double part = placed.cards * job.speed / pool.cardsWorking;
            const double load = part * shareOfLoad(pool);
            TenantShare& share = out[job.job->tenantId];
            share.energy_e4PerHour += load * static_cast<double>(pool.energyPerHour);
            share.revenue_e4PerHour += part * static_cast<double>(pool.revenuePerHour);
            share.carbon_gPerHour += load * pool.carbon_gPerHour;
        }
    }
    return out;
}

} // namespace twin::scenario
