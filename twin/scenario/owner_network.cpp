#include "twin/scenario/owner_network.h"

#include "twin/flow/steady_state.h"
#include "twin/scenario/path_cost.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

namespace twin::scenario {

namespace {

/// Below it a network that is measured anew is the same.
constexpr double kSame = 1e-3;

class NetworkMaker
{
  public:
    NetworkMaker(const Ground& ground, const Situation& situation, const N1Table& n1)
        : m_ground(ground)
        , m_situation(situation)
        , m_registry(*situation.world->registry)
    {
        for (const registry::Pool& pool : m_registry.pools) {
            m_subject[pool.id] = m_registry[pool.subject].id;
        }
        if (!n1.headroom.empty()) {
            takeHeadroom(n1);
        }
    }

    OwnerNetworks run() &&
    {
        if (!m_headroom.empty()) {
            addTraffic();
        }
        addPools();
        addJobs();
        return std::move(m_out);
    }

  private:
    /// Interconnection points between carriers count as links do.
    void takeHeadroom(const N1Table& n1)
    {
        std::unordered_map<std::string, const flow::Headroom*> byName;
        for (const flow::Headroom& link : n1.headroom) {
            byName[link.name] = &link;
        }
        const network::Graph& graph = *m_situation.world->graph;
        m_headroom.assign(graph.arcCount(), nullptr);
        for (const flow::MeteredLink& link : flow::meteredLinks(graph, graph.capacity())) {
            const auto found = byName.find(link.name);
            for (const std::uint32_t arc : link.arcs) {
                m_headroom[arc] = found != byName.end() ? found->second : nullptr;
            }
        }
    }

    void addTraffic()
    {
        std::vector<flow::FlowRequest> requests;
        std::vector<const FlowFact*> facts;
        for (const FlowSituation& flow : m_situation.flows) {
            const FlowFact& fact = m_situation.fact(m_ground, flow);
            const flow::FlowRequest request = Ground::request(fact, *m_situation.world);
            if (!fact.isBackground && request.src.isValid() && request.dst.isValid() &&
                request.src != request.dst) {
                requests.push_back(request);
                facts.push_back(&fact);
            }
        }
        const network::Graph& graph = *m_situation.world->graph;
        flow::SteadyState state(graph, {}, pathCostOf(m_situation.edits->routing), m_ground.options().seed);
        std::vector<std::uint32_t> down;
        for (std::uint32_t arc = 0; arc < graph.arcCount(); ++arc) {
            if (m_situation.arcsDown[arc] != 0) {
                down.push_back(arc);
            }
        }
        state.failArcs(down);
        for (const flow::FlowRequest& request : requests) {
            (void)state.addFlow(request);
        }
        state.update();
        for (std::uint32_t i = 0; i < facts.size(); ++i) {
            addWay(*facts[i], state.path(i));
        }
    }

    void addWay(const FlowFact& fact, std::span<const std::uint32_t> way)
    {
        const flow::Headroom* fullest = nullptr;
        for (const std::uint32_t arc : way) {
            const flow::Headroom* link = m_headroom[arc];
            if (link != nullptr && (fullest == nullptr || link->worst > fullest->worst)) {
                fullest = link;
            }
        }
        if (fullest == nullptr) {
            return;
        }
        const auto add = [&](OwnerNetwork& owner) {
            // Of equally full ones, the first by identifier: the order of flows does not matter.
            if (!owner.isMeasured || fullest->worst > owner.worst_mlu ||
                (fullest->worst >= owner.worst_mlu && fullest->name < owner.worstLink)) {
                owner.worst_mlu = fullest->worst;
                owner.worstLink = fullest->name;
            }
            owner.isMeasured = true;
        };
        if (!fact.tenant.empty()) {
            add(m_out.tenants[fact.tenant]);
        }
        for (const std::string& end : {fact.src, fact.dst}) {
            if (const auto found = m_subject.find(end); found != m_subject.end()) {
                add(m_out.enterprises[found->second]);
            }
        }
    }

    void addPools()
    {
        std::map<std::string, std::pair<double, NearShares>> sums;
        for (std::size_t p = 0; p < m_situation.pools.size(); ++p) {
            const PoolSituation& pool = m_situation.pools[p];
            const auto declared = static_cast<double>(pool.declared[Precision::Fp16]);
            const double usable = declared - static_cast<double>(pool.stranded[Precision::Fp16]);
            add(sums[m_subject.at(m_registry.pools[p].id)], p, declared, usable);
        }
        take(sums, m_out.enterprises);
    }

    void addJobs()
    {
        std::map<std::string, std::pair<double, NearShares>> sums;
        for (const JobSituation& job : m_situation.jobs) {
            if (job.job->tenantId.empty()) {
                continue;
            }
            for (const registry::PlacedCards& placed : job.job->placements) {
                const auto found = m_registry.find(EntityKind::Pool, placed.poolId);
                if (!found || !takesCards(job.job->state)) {
                    continue;
                }
                const PoolSituation& pool = m_situation.pools[found->index];
                const bool isUsable = pool.isReachable && pool.state < ElementState::Down;
                add(sums[job.job->tenantId], found->index, placed.cards, isUsable ? placed.cards : 0.0);
            }
        }
        take(sums, m_out.tenants);
    }

    void add(std::pair<double, NearShares>& sum, std::size_t pool, double all, double usable) const
    {
        sum.first += all;
        if (pool < m_situation.poolNear.size()) {
            for (std::size_t c = 0; c < sum.second.size(); ++c) {
                sum.second[c] += usable * m_situation.poolNear[pool][c];
            }
        }
    }

    static void take(const std::map<std::string, std::pair<double, NearShares>>& sums,
                     std::map<std::string, OwnerNetwork>& out)
    {
        for (const auto& [id, sum] : sums) {
            if (sum.first <= 0) {
                continue;
            }
            OwnerNetwork& owner = out[id];
            owner.hasCards = true;
            for (std::size_t c = 0; c < owner.near.size(); ++c) {
                owner.near[c] = sum.second[c] / sum.first;
            }
        }
    }

    const Ground& m_ground;
    const Situation& m_situation;
    const registry::Registry& m_registry;
    OwnerNetworks m_out;
    std::unordered_map<std::string, std::string> m_subject; ///< by pool
    std::vector<const flow::Headroom*> m_headroom; ///< by arc; null of unlimited ones; empty: nothing known
};

bool differ(const RollupNetwork& network)
{
    if (network.isMeasured.differs() ||
        std::abs(network.worst_mlu.after - network.worst_mlu.before) > kSame) {
        return true;
    }
    for (std::size_t c = 0; c < network.near.before.size(); ++c) {
        if (std::abs(network.near.after[c] - network.near.before[c]) > kSame) {
            return true;
        }
    }
    return false;
}

/// @param sumsOf an owner who has no row yet
template <typename Sums>
void addTo(std::vector<Rollup>& rows, const std::map<std::string, OwnerNetwork>& before,
           const std::map<std::string, OwnerNetwork>& after, Sums sumsOf)
{
    std::set<std::string> ids;
    for (const auto* side : {&before, &after}) {
        for (const auto& [id, owner] : *side) {
            ids.insert(id);
        }
    }
    const auto at = [](const std::map<std::string, OwnerNetwork>& side, const std::string& id) {
        const auto found = side.find(id);
        return found != side.end() ? found->second : OwnerNetwork{};
    };
    for (const std::string& id : ids) {
        const OwnerNetwork then = at(before, id);
        const OwnerNetwork now = at(after, id);
        const RollupNetwork network{{then.isMeasured, now.isMeasured},
                                    {then.worst_mlu, now.worst_mlu},
                                    now.worstLink,
                                    {then.hasCards, now.hasCards},
                                    {then.near, now.near}};
        const auto row = std::ranges::lower_bound(rows, id, {}, &Rollup::id);
        if (row != rows.end() && row->id == id) {
            row->network = network;
        } else if (differ(network)) {
            Rollup sum = sumsOf(id);
            sum.network = network;
            rows.insert(row, std::move(sum));
        }
    }
}

} // namespace

OwnerNetworks ownerNetworks(const Ground& ground, const Situation& situation, const N1Table& n1)
{
    OwnerNetworks out = NetworkMaker(ground, situation, n1).run();
    out.sums = ownerTable(ground, situation);
    return out;
}

void addNetworks(const OwnerNetworks& before, const OwnerNetworks& after, std::vector<Rollup>& tenants,
                 std::vector<Rollup>& enterprises)
{
    addTo(tenants, before.tenants, after.tenants,
          [&](const std::string& id) { return tenantRollup(id, before.sums, after.sums); });
    addTo(enterprises, before.enterprises, after.enterprises,
          [&](const std::string& id) { return enterpriseRollup(id, before.sums, after.sums); });
}

} // namespace twin::scenario
