#include "twin/scenario/touch.h"

#include "twin/network/link_lookup.h"
#include "twin/scenario/asked.h"
#include "twin/scenario/failed_cards.h"
#include "twin/scenario/names.h"
#include "twin/scenario/pool_money.h"
#include "twin/scenario/selection.h"
#include "twin/scenario/situation.h"

#include <algorithm>
#include <set>

namespace twin::scenario {

namespace {

using registry::ConduitIndex;

/// Collects links, pools, jobs and demands an action is about, then what runs over them.
class Toucher
{
  public:
    Toucher(const Ground& ground, const Edits& edits)
        : m_ground(ground)
        , m_edits(edits)
        , m_registry(*ground.world()->registry)
        , m_graph(*ground.world()->graph)
        , m_isArc(m_graph.arcCount(), 0)
    {}

    void operator()(const Fail& x) { onTarget(x.target, x.withSites); }

    void operator()(const Degrade& x) { onTarget(x.target, false); }

    void operator()(const Drain& x) { onTarget(x.target, false); }

    void operator()(const Restore& x) { onTarget(x.target, true); }

    void operator()(const Remove& x) { onTarget(x.target, false); }

    void operator()(const AddLink& x) { m_links.insert(x.id); }

    void operator()(const AddConduit&) {}

    void operator()(const AddPool& x) { m_pools.insert(x.id); }

    void operator()(const ResizeLink& x) { onTarget({TargetKind::Link, x.id}, false); }

    void operator()(const ResizeConduit& x) { onTarget({TargetKind::Conduit, x.id}, false); }

    void operator()(const ResizePool& x) { m_pools.insert(x.id); }

    void operator()(const PlannedBuilds&)
    {
        const auto enters = [&](const registry::Asset& asset) {
            const bool isPlanned = asset.state == registry::LifecycleState::Planned ||
                                   asset.state == registry::LifecycleState::Building;
            return isPlanned && asset.inService != 0 && asset.inService <= m_edits.now;
        };
        for (const registry::Link& link : m_registry.links) {
            if (enters(link.asset)) {
                m_links.insert(link.id);
            }
        }
        for (const registry::Pool& pool : m_registry.pools) {
            if (enters(pool.asset)) {
                m_pools.insert(pool.id);
            }
        }
    }

    void operator()(const SetPrice& x) { onPools(x.pools); }

    void operator()(const SetTariff& x) { onPools(x.pools); }

    void operator()(const SetPue& x) { onPools(x.pools); }

    void operator()(const ScaleDemand& x) { onDemands(x.which); }

    void operator()(const Growth& x) { onDemands(x.which); }

    void operator()(const AddDemand& x)
    {
        ++m_out.flows;
        m_out.traffic_bps += x.bps;
    }

    void operator()(const SubmitJob& x)
    {
        m_jobs.insert(x.id);
        onPlacements(x.placements);
    }

    void operator()(const MoveJob& x)
    {
        onJob(x.id);
        onPlacements(x.placements);
    }

    void operator()(const CancelJob& x) { onJob(x.id); }

    void operator()(const SetPolicy& x)
    {
        if (x.routing) {
            for (const FlowFact& flow : m_ground.flows()) {
                count(flow);
            }
        }
    }

    void operator()(const PlannedWork& x)
    {
        for (const Target& element : x.elements) {
            onTarget(element, true);
        }
    }

    Touch finish(bool withTraffic)
    {
        if (withTraffic) {
            takeTraffic();
        }
        for (const std::string& id : m_pools) {
            addPool(id);
        }
        m_out.links.assign(m_links.begin(), m_links.end());
        m_out.pools.assign(m_pools.begin(), m_pools.end());
        m_out.jobs.assign(m_jobs.begin(), m_jobs.end());
        return std::move(m_out);
    }

  private:
    void onLink(registry::LinkIndex link)
    {
        m_links.insert(m_registry[link].id);
        for (const bool isReverse : {false, true}) {
            if (const network::ArcIndex arc = m_graph.arc(link, isReverse)) {
                m_isArc[arc.value()] = 1;
            }
        }
    }

    void onPool(registry::PoolIndex pool)
    {
        m_pools.insert(m_registry[pool].id);
        m_isPoolHit = true;
    }

    void onTarget(const Target& target, bool withSites)
    {
        const auto find = [&](EntityKind kind) {
            return m_registry.find(kind, target.id);
        };
        switch (target.kind) {
        case TargetKind::Conduit:
            if (const ConduitIndex conduit = m_registry.conduit(target.id)) {
                std::ranges::for_each(m_registry[conduit].links, [&](auto link) { onLink(link); });
            }
            break;
        case TargetKind::Link:
            if (const auto link = find(EntityKind::Link)) {
                onLink(registry::LinkIndex{link->index});
            }
            break;
        case TargetKind::Interconnection:
            for (const std::uint32_t arc : network::arcsOfPoint(m_graph, target.id)) {
                m_isArc[arc] = 1;
            }
            break;
        case TargetKind::Site:
            if (const auto site = find(EntityKind::Site)) {
                std::ranges::for_each(m_registry.sites[site->index].links, [&](auto link) { onLink(link); });
            }
            break;
        case TargetKind::Pool:
            if (const auto pool = find(EntityKind::Pool)) {
                onPool(registry::PoolIndex{pool->index});
            }
            break;
        case TargetKind::Province:
            onProvince(provinceFromText(target.id), withSites);
            break;
        case TargetKind::ServiceNode:
        case TargetKind::IdentifierService:
            if (const auto node = find(EntityKind::ServiceNode)) {
                onResolver(m_registry.serviceNodes[node->index]);
            }
            break;
        case TargetKind::Card:
            onCard(target.id);
            break;
        case TargetKind::Source:
            break;
        }
    }

    /// Of its pools it is one card.
    void onCard(const std::string& job)
    {
        m_jobs.insert(job);
        const JobPtr of = Names(m_ground, m_edits).job(job);
        if (of == nullptr || of->placements.empty()) {
            return;
        }
        ++m_out.cards;
        const registry::PlacedCards* placed = mostWorking(m_edits, *of);
        if (const auto pool =
                placed != nullptr ? m_registry.find(EntityKind::Pool, placed->poolId) : std::nullopt) {
            const auto flops = flopsOf(m_registry.pools[pool->index], of->chipClass, 1);
            for (std::size_t p = 0; p < kPrecisionCount; ++p) {
                m_out.gflops.value[p] += flops.value[p];
            }
        }
    }

    void onProvince(std::uint32_t adcode, bool withSites)
    {
        for (std::size_t i = 0; i < m_registry.pools.size(); ++i) {
            if (provinceCode(m_registry.pools[i].adcode) == adcode) {
                onPool(registry::PoolIndex(i));
            }
        }
        for (const registry::Site& site : m_registry.sites) {
            if (withSites && provinceCode(site.adcode) == adcode) {
                std::ranges::for_each(site.links, [&](auto link) { onLink(link); });
            }
        }
    }

    /// Its pools stay where they are, but nobody finds them: what runs there is not touched.
    void onResolver(const registry::ServiceNode& node)
    {
        for (const registry::Pool& pool : m_registry.pools) {
            if (resolves(node, pool)) {
                m_pools.insert(pool.id);
            }
        }
    }

    void onPools(const PoolSelection& which)
    {
        for (const registry::Pool& pool : m_registry.pools) {
            if (isMeant(which, pool.id, m_registry[pool.subject].id, pool.adcode)) {
                m_pools.insert(pool.id);
            }
        }
    }

    void onPlacements(const std::vector<CardsAt>& placements)
    {
        for (const CardsAt& at : placements) {
            m_pools.insert(at.pool);
        }
    }

    void onJob(const std::string& id)
    {
        m_jobs.insert(id);
        if (const JobPtr job = Names(m_ground, m_edits).job(id)) {
            for (const registry::PlacedCards& placed : job->placements) {
                m_pools.insert(placed.poolId);
            }
        }
        for (const FlowFact& flow : m_ground.flows()) {
            if (flow.job == id) {
                count(flow);
            }
        }
    }

    void onDemands(const DemandSelection& which)
    {
        for (const FlowFact& flow : m_ground.flows()) {
            if (isMeant(which, traitsOf(flow))) {
                count(flow);
            }
        }
    }

    void count(const FlowFact& flow)
    {
        ++(flow.isBackground ? m_out.demands : m_out.flows);
        m_out.traffic_bps += flow.asked_bps;
    }

    /// What runs over the arcs or begins and ends in the pools, and the jobs of both.
    void takeTraffic()
    {
        const flow::SteadyState& steady = m_ground.steady();
        for (std::uint32_t i = 0; i < m_ground.flows().size(); ++i) {
            const FlowFact& flow = m_ground.flows()[i];
            const bool isOver =
                std::ranges::any_of(steady.path(i), [&](std::uint32_t arc) { return m_isArc[arc] != 0; });
            const bool ends = m_isPoolHit && (m_pools.contains(flow.src) || m_pools.contains(flow.dst));
            if (isOver || ends) {
                count(flow);
                if (!flow.job.empty()) {
                    m_jobs.insert(flow.job);
                }
            }
        }
        for (const JobPtr& job : m_ground.jobs()) {
            const bool isIn = std::ranges::any_of(
                job->placements, [&](const auto& placed) { return m_pools.contains(placed.poolId); });
            if (m_isPoolHit && isIn) {
                m_jobs.insert(job->id);
            }
        }
    }

    void addPool(const std::string& id)
    {
        const Names::PoolFacts facts = Names(m_ground, m_edits).pool(id);
        if (facts.pool == nullptr) {
            return;
        }
        m_out.cards += facts.pool->cards;
        for (std::size_t p = 0; p < kPrecisionCount; ++p) {
            m_out.gflops.value[p] += facts.pool->declared.value[p];
        }
    }

    const Ground& m_ground;
    const Edits& m_edits;
    const registry::Registry& m_registry;
    const network::Graph& m_graph;
    std::vector<std::uint8_t> m_isArc;
    std::set<std::string> m_links;
    std::set<std::string> m_pools;
    std::set<std::string> m_jobs;
    bool m_isPoolHit = false; ///< pools themselves are touched, not only what is known of them
    Touch m_out;
};

/// Whether what runs over the things is touched with them.
bool touchesTraffic(const Action& action)
{
    return std::holds_alternative<Fail>(action) || std::holds_alternative<Degrade>(action) ||
           std::holds_alternative<Drain>(action) || std::holds_alternative<Restore>(action) ||
           std::holds_alternative<Remove>(action) || std::holds_alternative<ResizeLink>(action) ||
           std::holds_alternative<ResizeConduit>(action) || std::holds_alternative<PlannedWork>(action);
}

} // namespace

Touch touchOf(const Ground& ground, const Edits& edits, const Action& action)
{
    Toucher toucher(ground, edits);
    std::visit(toucher, action);
    return toucher.finish(touchesTraffic(action));
}

} // namespace twin::scenario
