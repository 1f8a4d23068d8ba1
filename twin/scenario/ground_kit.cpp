#include "twin/scenario/ground_kit.h"

#include "twin/network/shared_graph.h"
#include "twin/scenario/asked.h"
#include "twin/support/shared_while_held.h"

#include <string>
#include <tuple>
#include <utility>

namespace twin::scenario {

namespace {

flow::FlowRequest requestOf(const std::string& id, const GroundKit::Ends& ends)
{
    flow::FlowRequest out;
    out.id = id;
    std::tie(out.src, out.dst) = ends;
    return out;
}

FlowFact factOf(const registry::Demand& demand)
{
    FlowFact out;
    out.id = demand.id;
    out.src = demand.src;
    out.dst = demand.dst;
    out.srcCarrier = demand.srcCarrier;
    out.dstCarrier = demand.dstCarrier;
    out.trafficClass = demand.trafficClass;
    out.isBackground = true;
    out.asked_bps = demand.busy_bps;
    return out;
}

} // namespace

std::shared_ptr<const GroundKit> GroundKit::of(const registry::RegistryPtr& registry,
                                               const std::shared_ptr<const registry::Workload>& workload)
{
    static SharedWhileHeld<GroundKit, registry::Registry, registry::Workload> all;
    return all.of(registry, workload, [&] { return std::make_shared<const GroundKit>(registry, *workload); });
}

GroundKit::GroundKit(const registry::RegistryPtr& registry, const registry::Workload& workload)
    : m_world(std::make_shared<const World>(World{registry, network::sharedGraph(registry)}))
{
    m_demands.reserve(workload.demands.size());
    for (const registry::Demand& demand : workload.demands) {
        PlacedDemand& one = m_demands.emplace_back();
        one.fact = factOf(demand);
        one.isPlaced = place(one.fact, one.ends);
    }
}

bool GroundKit::place(FlowFact& fact, Ends& ends) const
{
    const flow::FlowRequest request = Ground::request(fact, *m_world);
    if (!request.src.isValid() || !request.dst.isValid() || request.src == request.dst) {
        return false;
    }
    ends = {request.src, request.dst};
    fact.srcProvince = provinceOfPlace(*m_world->registry, fact.src);
    fact.dstProvince = provinceOfPlace(*m_world->registry, fact.dst);
    return true;
}

void GroundKit::warm(const registry::Workload& workload, std::uint64_t seed) const
{
    std::vector<flow::FlowRequest> requests;
    requests.reserve(workload.flows.size() + m_demands.size());
    for (const auto& flow : workload.flows) {
        FlowFact fact;
        fact.src = flow->src;
        fact.dst = flow->dst;
        if (Ends ends; place(fact, ends)) {
            requests.push_back(requestOf(flow->id, ends));
        }
    }
    for (const PlacedDemand& demand : m_demands) {
        if (demand.isPlaced) {
            requests.push_back(requestOf(demand.fact.id, demand.ends));
        }
    }
    (void)share(requests, seed);
}

std::shared_ptr<const flow::SteadyState> GroundKit::share(std::span<const flow::FlowRequest> flows,
                                                          std::uint64_t seed) const
{
    std::shared_ptr<const flow::SteadyState> last;
    {
        const std::lock_guard lock(m_mutex);
        last = m_lastSeed == seed ? m_last : nullptr;
    }
    const flow::SteadyState made =
        last != nullptr ? flow::SteadyState(*last, flows)
                        : flow::SteadyState(*m_world->graph, flows, network::PathCost::Delay, seed);
    // A copy is without the room that growing left, a third of all: grounds of other moments stand beside it.
    auto out = std::make_shared<const flow::SteadyState>(made);
    const std::lock_guard lock(m_mutex);
    m_last = out;
    m_lastSeed = seed;
    return out;
}

} // namespace twin::scenario
