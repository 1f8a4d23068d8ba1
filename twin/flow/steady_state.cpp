#include "twin/flow/steady_state.h"

#include "twin/flow/concerned_flows.h"
#include "twin/flow/flow_key.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace twin::flow {

using network::NodeIndex;

namespace {

constexpr std::uint32_t kSpareArcs = 2 * SteadyState::kMostNewLinks;

std::vector<double> capacitiesOf(const network::Graph& graph)
{
    std::vector<double> out(graph.capacity().begin(), graph.capacity().end());
    out.resize(out.size() + kSpareArcs, 0);
    return out;
}

} // namespace

SteadyState::SteadyState(const SteadyState& known, std::span<const FlowRequest> flows)
    : m_graph(known.m_graph)
    , m_router(known.m_router)
    , m_shares(capacitiesOf(*known.m_graph), known.m_shares.priorities())
    , m_capacity_bps(known.m_capacity_bps)
    , m_down(known.m_down)
{
    for (const FlowRequest& flow : flows) {
        addFlow(flow);
    }
    std::unordered_map<std::uint64_t, std::uint32_t> byKey;
    byKey.reserve(known.m_flows.size());
    for (const std::uint32_t flow : known.m_byDestination) {
        byKey.emplace(known.m_flows[flow].key, flow);
    }
    sortByDestination();
    // Ways are entered in the order in which they would be found: classes have their numbers of it.
    for (const std::uint32_t flow : m_byDestination) {
        const Flow& one = m_flows[flow];
        const auto found = byKey.find(one.key);
        const Flow* twin = found == byKey.end() ? nullptr : &known.m_flows[found->second];
        if (twin != nullptr && twin->src == one.src && twin->dst == one.dst && twin->ofClass != kNone) {
            enter(flow, m_shares.classOf(known.m_shares.pathOf(twin->ofClass), one.terms));
        } else {
            route(flow);
        }
    }
    update();
}

SteadyState::SteadyState(const network::Graph& graph, std::span<const FlowRequest> flows,
                         network::PathCost cost, std::uint64_t seed, std::uint32_t priorities)
    : m_graph(&graph)
    , m_router(graph, cost, seed, kSpareArcs)
    , m_shares(capacitiesOf(graph), priorities)
    , m_capacity_bps(capacitiesOf(graph))
    , m_down(graph.arcCount() + kSpareArcs, 0)
{
    for (const FlowRequest& flow : flows) {
        addFlow(flow);
    }
    update();
}

void SteadyState::changeArcs(std::span<const std::uint32_t> arcs, int by)
{
    for (const std::uint32_t arc : arcs) {
        m_down[arc] += by;
        m_touched.push_back(arc);
    }
}

void SteadyState::setCapacity(std::uint32_t arc, double capacity_bps)
{
    m_capacity_bps[arc] = capacity_bps;
    m_touched.push_back(arc);
}

std::pair<std::uint32_t, std::uint32_t> SteadyState::addLink(NodeIndex a, NodeIndex b, double capacity_bps,
                                                             std::int64_t cost)
{
    const std::uint32_t there = m_router.addArc(a.value(), b.value(), cost);
    const std::uint32_t back = m_router.addArc(b.value(), a.value(), cost);
    for (const std::uint32_t arc : {there, back}) {
        setCapacity(arc, capacity_bps); // comes up with the update
    }
    return {there, back};
}

std::uint32_t SteadyState::addFlow(const FlowRequest& flow)
{
    const std::uint32_t number = flowCount();
    m_flows.push_back(
        {flow.src.value(), flow.dst.value(), flowKey(flow.id), flow.terms, kNone, flow.isRouted, false});
    if (flow.isRouted) {
        m_byDestination.push_back(number);
    } else {
        enter(number, m_shares.classOf(flow.path, flow.terms));
    }
    return number;
}

void SteadyState::removeFlow(std::uint32_t flow)
{
    enter(flow, kNone);
    m_flows[flow].isGone = true;
}

void SteadyState::enter(std::uint32_t flow, std::uint32_t ofClass)
{
    Flow& one = m_flows[flow];
    if (one.ofClass == ofClass) {
        return;
    }
    if (one.ofClass != kNone) {
        m_shares.removeFlows(one.ofClass);
    }
    if (ofClass != kNone) {
        m_shares.addFlows(ofClass);
    }
    one.ofClass = ofClass;
    ++m_reroutes;
}

void SteadyState::route(std::uint32_t flow)
{
    const Flow& one = m_flows[flow];
    const std::vector<std::uint32_t> path = m_router.path(one.src, one.dst, one.key);
    enter(flow, path.empty() ? kNone : m_shares.classOf(path, one.terms));
}

/// Brings arcs to what the edits make of them.
void SteadyState::applyArcs(std::vector<std::uint32_t>& cameUp)
{
    for (const std::uint32_t arc : m_touched) {
        const double now = capacity(arc);
        if (now != m_shares.capacity(arc)) {
            m_shares.setCapacity(arc, now);
        }
        if (const bool isUp = now > 0; isUp != m_router.isUsable(arc)) {
            m_router.setUsable(arc, isUp);
            if (isUp) {
                cameUp.push_back(arc);
            }
        }
    }
    m_touched.clear();
}

bool SteadyState::isBroken(const Flow& flow) const
{
    return flow.ofClass == kNone ||
           std::ranges::any_of(m_shares.pathOf(flow.ofClass),
                               [&](std::uint32_t arc) { return !m_router.isUsable(arc); });
}

/// Flows of one destination stand together, so that distances to it are looked up once.
void SteadyState::sortByDestination()
{
    std::erase_if(m_byDestination, [&](std::uint32_t flow) { return m_flows[flow].isGone; });
    const auto order = [&](std::uint32_t flow) {
        return std::pair(m_flows[flow].dst, flow);
    };
    if (!std::ranges::is_sorted(m_byDestination, {}, order)) {
        std::ranges::sort(m_byDestination, {}, order);
    }
}

void SteadyState::update()
{
    std::vector<std::uint32_t> cameUp;
    applyArcs(cameUp);
    sortByDestination();
    forConcernedFlows(
        m_router, m_byDestination, cameUp,
        [&](std::uint32_t flow) { return std::pair(m_flows[flow].src, m_flows[flow].dst); },
        [&](std::uint32_t flow) { return isBroken(m_flows[flow]); },
        [&](std::uint32_t flow) { route(flow); });
    m_shares.update();
    m_lastReroutes = std::exchange(m_reroutes, 0);
}

double SteadyState::rate(std::uint32_t flow) const
{
    const std::uint32_t ofClass = m_flows[flow].ofClass;
    return ofClass == kNone ? 0 : m_shares.rate(ofClass);
}

std::span<const std::uint32_t> SteadyState::path(std::uint32_t flow) const
{
    const std::uint32_t ofClass = m_flows[flow].ofClass;
    return ofClass == kNone ? std::span<const std::uint32_t>() : m_shares.pathOf(ofClass);
}

network::ArcIndex SteadyState::bottleneck(std::uint32_t flow) const
{
    const std::uint32_t ofClass = m_flows[flow].ofClass;
    const std::uint32_t link = ofClass == kNone ? FairShares::kNone : m_shares.bottleneckOf(ofClass);
    return link == FairShares::kNone ? network::ArcIndex{} : network::ArcIndex{link};
}

} // namespace twin::flow
