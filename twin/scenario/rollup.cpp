#include "twin/scenario/rollup.h"

#include "twin/scenario/tenant_shares.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace twin::scenario {

namespace {

bool isLost(ElementState state, bool isReachable)
{
    return state == ElementState::Down || (state != ElementState::Removed && !isReachable);
}

std::uint32_t newly(bool before, bool after)
{
    return after && !before ? 1 : 0;
}

class RollupMaker
{
  public:
    RollupMaker(const Ground& ground, Outcome& out)
        : m_ground(ground)
        , m_out(out)
    {
        take(*out.before->world->registry);
        take(*out.after->world->registry);
    }

    void run()
    {
        for (const FlowChange& flow : m_out.flows) {
            if (!flow.isBackground) {
                addFlow(flow);
            }
        }
        for (const JobChange& job : m_out.jobs) {
            addJob(job);
        }
        for (const PoolChange& pool : m_out.pools) {
            addPool(pool);
        }
        addShares();
        finish(m_tenants, m_out.tenants);
        finish(m_enterprises, m_out.enterprises);
    }

  private:
    void take(const registry::Registry& registry)
    {
        for (const registry::Pool& pool : registry.pools) {
            m_subject[pool.id] = registry[pool.subject].id;
        }
    }

    /// Enterprises of places, each once.
    [[nodiscard]] std::set<std::string> ownersOf(const std::vector<std::string>& places) const
    {
        std::set<std::string> out;
        for (const std::string& place : places) {
            if (const auto found = m_subject.find(place); found != m_subject.end()) {
                out.insert(found->second);
            }
        }
        return out;
    }

    void addFlow(const FlowChange& flow)
    {
        const auto add = [&](Rollup& sum) {
            sum.flowsSlowed +=
                newly(flow.state.before == FlowState::Slowed, flow.state.after == FlowState::Slowed);
            sum.flowsDisconnected += newly(flow.state.before == FlowState::Disconnected,
                                           flow.state.after == FlowState::Disconnected);
            sum.flowsLate += newly(flow.missesDeadline.before, flow.missesDeadline.after);
            sum.lost_bps += flow.exists.after ? flow.rate_bps.before - flow.rate_bps.after : 0;
        };
        if (!flow.tenant.empty()) {
            add(m_tenants[flow.tenant]);
        }
        const std::vector<std::string> ends = endsOf(flow.id);
        for (const std::string& owner : ownersOf(ends)) {
            add(m_enterprises[owner]);
        }
    }

    std::vector<std::string> endsOf(const std::string& flow)
    {
        if (m_ends.empty()) {
            for (const auto* situation : {m_out.before.get(), m_out.after.get()}) {
                for (const FlowSituation& one : situation->flows) {
                    const FlowFact& fact = situation->fact(m_ground, one);
                    if (!fact.isBackground) {
                        m_ends[fact.id] = {fact.src, fact.dst};
                    }
                }
            }
        }
        const auto found = m_ends.find(flow);
        return found == m_ends.end() ? std::vector<std::string>() : found->second;
    }

    void addJob(const JobChange& job)
    {
        const auto add = [&](Rollup& sum) {
            sum.jobsSlowed += newly(job.condition.before == JobCondition::Slowed,
                                    job.condition.after == JobCondition::Slowed);
            sum.jobsStopped += newly(job.condition.before == JobCondition::Stopped,
                                     job.condition.after == JobCondition::Stopped);
            sum.jobsLate += newly(job.missesDeadline.before, job.missesDeadline.after);
            sum.jobsTooFar += newly(job.missesLatency.before, job.missesLatency.after);
            sum.jobsWithoutPlace += newly(job.isWithoutPlace.before, job.isWithoutPlace.after);
        };
        if (!job.tenant.empty()) {
            Rollup& sum = m_tenants[job.tenant];
            add(sum);
            sum.cardsIdled += job.exists.after ? job.cards * (job.speed.before - job.speed.after) : 0;
        }
        std::vector<std::string> pools;
        for (const auto* situation : {m_out.before.get(), m_out.after.get()}) {
            const auto found = std::ranges::lower_bound(
                situation->jobs, job.id, {},
                [](const JobSituation& one) -> const std::string& { return one.job->id; });
            if (found != situation->jobs.end() && found->job->id == job.id) {
                for (const registry::PlacedCards& placed : found->job->placements) {
                    pools.push_back(placed.poolId);
                }
            }
        }
        for (const std::string& owner : ownersOf(pools)) {
            add(m_enterprises[owner]);
        }
    }

    void addPool(const PoolChange& pool)
    {
        Rollup& sum = m_enterprises[pool.subject];
        sum.poolsLost += newly(isLost(pool.state.before, pool.isReachable.before),
                               isLost(pool.state.after, pool.isReachable.after));
        sum.cardsIdled += pool.cardsWorking.before - pool.cardsWorking.after;
        sum.energyPerHour += pool.energyPerHour.after - pool.energyPerHour.before;
        sum.revenuePerHour += pool.revenuePerHour.after - pool.revenuePerHour.before;
        sum.carbon_gPerHour += pool.carbon_gPerHour.after - pool.carbon_gPerHour.before;
        for (std::size_t p = 0; p < kPrecisionCount; ++p) {
            sum.stranded.value[p] += pool.stranded.value[p];
        }
    }

    /// What differs by less than a rounding error does not differ.
    void addShares()
    {
        constexpr double kSame = 1e-9;
        const TenantShares after = tenantShares(*m_out.after);
        const TenantShares before = tenantShares(*m_out.before);
        TenantShares both = before;
        both.insert(after.begin(), after.end()); // those that are new
        const auto at = [](const TenantShares& shares, const std::string& tenant) {
            const auto found = shares.find(tenant);
            return found != shares.end() ? found->second : TenantShare{};
        };
        for (const auto& [tenant, either] : both) {
            const TenantShare then = at(before, tenant);
            const TenantShare now = at(after, tenant);
            Rollup& sum = m_tenants[tenant];
            sum.energyPerHour = std::llround(now.energy_e4PerHour - then.energy_e4PerHour);
            sum.revenuePerHour = std::llround(now.revenue_e4PerHour - then.revenue_e4PerHour);
            const double carbon = now.carbon_gPerHour - then.carbon_gPerHour;
            sum.carbon_gPerHour = std::abs(carbon) > kSame * either.carbon_gPerHour ? carbon : 0;
        }
    }

    static void finish(std::map<std::string, Rollup>& sums, std::vector<Rollup>& out)
    {
        for (auto& [id, sum] : sums) {
            if (sum.isAny()) {
                sum.id = id;
                out.push_back(std::move(sum));
            }
        }
    }

    const Ground& m_ground;
    Outcome& m_out;
    std::unordered_map<std::string, std::string> m_subject; ///< by pool
    std::unordered_map<std::string, std::vector<std::string>> m_ends;
    std::map<std::string, Rollup> m_tenants;
    std::map<std::string, Rollup> m_enterprises;
};

} // namespace

void rollUp(const Ground& ground, Outcome& out)
{
    RollupMaker(ground, out).run();
}

} // namespace twin::scenario
