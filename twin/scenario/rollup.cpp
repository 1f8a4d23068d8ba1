#include "twin/scenario/rollup.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>
#include <vector>

namespace twin::scenario {

namespace {

constexpr double kSame = 1e-9;

bool isSame(double a, double b)
{
    return std::abs(a - b) <= kSame * std::max(std::abs(a), std::abs(b));
}

/// The enterprise of a place that is a pool, or null.
const std::string* ownerOf(const registry::Registry& registry, const std::string& place)
{
    const auto pool = registry.find(EntityKind::Pool, place);
    return pool ? &registry[registry.pools[pool->index].subject].id : nullptr;
}

class TableMaker
{
  public:
    TableMaker(const Ground& ground, const Situation& situation)
        : m_ground(ground)
        , m_situation(situation)
        , m_registry(*situation.world->registry)
    {}

    OwnerTable run()
    {
        for (const FlowSituation& flow : m_situation.flows) {
            if (flow.state != FlowState::Whole || flow.missesDeadline) {
                addFlow(flow, m_situation.fact(m_ground, flow));
            }
        }
        for (const JobSituation& job : m_situation.jobs) {
            addJob(job);
        }
        for (std::size_t i = 0; i < m_situation.pools.size(); ++i) {
            addPool(m_situation.pools[i], m_registry[m_registry.pools[i].subject].id);
        }
        addShares();
        return std::move(m_out);
    }

  private:
    /// Of the enterprises of some places, each once.
    template <typename Use> void forOwners(const std::vector<const std::string*>& places, Use use)
    {
        std::set<std::string> owners;
        for (const std::string* place : places) {
            if (const std::string* owner = ownerOf(m_registry, *place)) {
                owners.insert(*owner);
            }
        }
        for (const std::string& owner : owners) {
            use(m_out.enterprises[owner]);
        }
    }

    void addFlow(const FlowSituation& flow, const FlowFact& fact)
    {
        if (fact.isBackground) {
            return;
        }
        const auto add = [&flow](OwnerSums& sum) {
            sum.flowsSlowed += flow.state == FlowState::Slowed ? 1 : 0;
            sum.flowsDisconnected += flow.state == FlowState::Disconnected ? 1 : 0;
            sum.flowsLate += flow.missesDeadline ? 1 : 0;
        };
        if (!fact.tenant.empty()) {
            add(m_out.tenants[fact.tenant]);
        }
        forOwners({&fact.src, &fact.dst}, add);
    }

    void addJob(const JobSituation& job)
    {
        const auto add = [&job](OwnerSums& sum) {
            sum.jobsSlowed += job.condition == JobCondition::Slowed ? 1 : 0;
            sum.jobsStopped += job.condition == JobCondition::Stopped ? 1 : 0;
            sum.jobsLate += job.missesDeadline ? 1 : 0;
            sum.jobsTooFar += job.missesLatency ? 1 : 0;
            sum.jobsWithoutPlace += job.isWithoutPlace ? 1 : 0;
        };
        if (!job.job->tenantId.empty()) {
            OwnerSums& sum = m_out.tenants[job.job->tenantId];
            add(sum);
            sum.cardsWorking += job.cards * job.speed;
        }
        if (job.condition == JobCondition::Running && !job.missesDeadline && !job.missesLatency) {
            return;
        }
        // One that lost its place is missed where it was.
        const JobPtr lost = job.isWithoutPlace ? m_ground.job(job.job->id) : nullptr;
        std::vector<const std::string*> pools;
        for (const registry::PlacedCards& placed : (lost != nullptr ? lost : job.job)->placements) {
            pools.push_back(&placed.poolId);
        }
        forOwners(pools, add);
    }

    void addPool(const PoolSituation& pool, const std::string& owner)
    {
        if (pool.state == ElementState::Removed) {
            return;
        }
        OwnerSums& sum = m_out.enterprises[owner];
        sum.poolsLost += pool.state == ElementState::Down || !pool.isReachable ? 1 : 0;
        sum.cardsWorking += pool.cardsWorking;
        sum.energyPerHour += pool.energyPerHour;
        sum.revenuePerHour += pool.revenuePerHour;
        sum.carbon_gPerHour += pool.carbon_gPerHour;
        for (std::size_t p = 0; p < kPrecisionCount; ++p) {
            sum.stranded.value[p] += pool.stranded.value[p];
        }
    }

    void addShares()
    {
        m_out.shares = tenantShares(m_situation);
        for (const auto& [tenant, share] : m_out.shares) {
            OwnerSums& sum = m_out.tenants[tenant];
            sum.energyPerHour = std::llround(share.energy_e4PerHour);
            sum.revenuePerHour = std::llround(share.revenue_e4PerHour);
            sum.carbon_gPerHour = share.carbon_gPerHour;
        }
    }

    const Ground& m_ground;
    const Situation& m_situation;
    const registry::Registry& m_registry;
    OwnerTable m_out;
};

template <typename Map> typename Map::mapped_type at(const Map& map, const std::string& id)
{
    const auto found = map.find(id);
    return found != map.end() ? found->second : typename Map::mapped_type{};
}

Rollup pairOf(const std::string& id, const OwnerSums& before, const OwnerSums& after)
{
    Rollup out;
    out.id = id;
    out.sums = {before, after};
    OwnerSums& now = out.sums.after;
    now.cardsWorking = isSame(before.cardsWorking, now.cardsWorking) ? before.cardsWorking : now.cardsWorking;
    now.carbon_gPerHour =
        isSame(before.carbon_gPerHour, now.carbon_gPerHour) ? before.carbon_gPerHour : now.carbon_gPerHour;
    return out;
}

/// Traffic lost by flows that are still there, by owner.
class LostTraffic
{
  public:
    LostTraffic(const Ground& ground, const Outcome& outcome)
        : m_ground(ground)
        , m_outcome(outcome)
    {
        for (const FlowChange& flow : outcome.flows) {
            const double lost = flow.rate_bps.before - flow.rate_bps.after;
            if (!flow.isBackground && flow.exists.after && lost != 0) {
                add(flow, lost);
            }
        }
    }

    std::map<std::string, double> tenants;
    std::map<std::string, double> enterprises;

  private:
    void add(const FlowChange& flow, double lost)
    {
        if (!flow.tenant.empty()) {
            tenants[flow.tenant] += lost;
        }
        std::set<std::string> owners;
        for (const std::string& place : endsOf(flow.id)) {
            for (const auto* side : {m_outcome.before.get(), m_outcome.after.get()}) {
                if (const std::string* owner = ownerOf(*side->world->registry, place)) {
                    owners.insert(*owner);
                    break;
                }
            }
        }
        for (const std::string& owner : owners) {
            enterprises[owner] += lost;
        }
    }

    std::vector<std::string> endsOf(const std::string& flow)
    {
        if (m_ends.empty()) {
            for (const FlowSituation& one : m_outcome.after->flows) {
                const FlowFact& fact = m_outcome.after->fact(m_ground, one);
                if (!fact.isBackground) {
                    m_ends[fact.id] = {fact.src, fact.dst};
                }
            }
        }
        return at(m_ends, flow);
    }

    const Ground& m_ground;
    const Outcome& m_outcome;
    std::map<std::string, std::vector<std::string>> m_ends;
};

/// @param rollup of an owner on both sides
template <typename Make>
void addRows(const std::map<std::string, OwnerSums>& before, const std::map<std::string, OwnerSums>& after,
             const std::map<std::string, double>& lost, Make rollup, std::vector<Rollup>& out)
{
    std::set<std::string> ids;
    for (const auto* side : {&before, &after}) {
        for (const auto& [id, sums] : *side) {
            ids.insert(id);
        }
    }
    for (const auto& [id, bps] : lost) {
        ids.insert(id);
    }
    for (const std::string& id : ids) {
        Rollup row = rollup(id);
        row.lost_bps = at(lost, id);
        if (row.isAny()) {
            out.push_back(std::move(row));
        }
    }
}

} // namespace

OwnerTable ownerTable(const Ground& ground, const Situation& situation)
{
    return TableMaker(ground, situation).run();
}

Rollup enterpriseRollup(const std::string& id, const OwnerTable& before, const OwnerTable& after)
{
    return pairOf(id, at(before.enterprises, id), at(after.enterprises, id));
}

Rollup tenantRollup(const std::string& id, const OwnerTable& before, const OwnerTable& after)
{
    Rollup out = pairOf(id, at(before.tenants, id), at(after.tenants, id));
    // The difference is rounded, not each side: half a unit that is met from two sides is none.
    const TenantShare then = at(before.shares, id);
    const TenantShare now = at(after.shares, id);
    out.sums.after.energyPerHour =
        out.sums.before.energyPerHour + std::llround(now.energy_e4PerHour - then.energy_e4PerHour);
    out.sums.after.revenuePerHour =
        out.sums.before.revenuePerHour + std::llround(now.revenue_e4PerHour - then.revenue_e4PerHour);
    return out;
}

void rollUp(const Ground& ground, Outcome& out)
{
    const OwnerTable before = ownerTable(ground, *out.before);
    const OwnerTable after = ownerTable(ground, *out.after);
    const LostTraffic lost(ground, out);
    addRows(
        before.tenants, after.tenants, lost.tenants,
        [&](const std::string& id) { return tenantRollup(id, before, after); }, out.tenants);
    addRows(
        before.enterprises, after.enterprises, lost.enterprises,
        [&](const std::string& id) { return enterpriseRollup(id, before, after); }, out.enterprises);
}

} // namespace twin::scenario
