#include "twin/flow/fluid_network.h"

#include "twin/flow/concerned_flows.h"

#include <algorithm>
#include <cmath>
#include <ranges>
#include <utility>

namespace twin::flow {

namespace {

constexpr std::uint64_t kFlowBits = 32;

std::vector<double> capacitiesOf(const network::Graph& graph)
{
    return {graph.capacity().begin(), graph.capacity().end()};
}

} // namespace

FluidNetwork::FluidNetwork(const network::Graph& graph, network::PathCost cost, std::uint64_t seed)
    : m_graph(&graph)
    , m_router(graph, cost, seed)
    , m_engine(capacitiesOf(graph), 1, 0)
{}

std::uint32_t FluidNetwork::add(network::NodeIndex src, network::NodeIndex dst, std::uint64_t key,
                                const FlowTerms& terms, bool isWatched)
{
    const auto number = static_cast<std::uint32_t>(m_flows.size());
    Flow flow;
    flow.src = src.value();
    flow.dst = dst.value();
    flow.key = key;
    flow.terms = terms;
    flow.isWatched = isWatched;
    m_flows.push_back(flow);
    m_engine.addFlows(1);
    return number;
}

void FluidNetwork::start(std::uint32_t flow, double bytes)
{
    Flow& one = m_flows[flow];
    one.bytes = bytes;
    one.isUnderWay = true;
    m_new.push_back(flow);
    if (!one.isListed) {
        one.isListed = true;
        m_byDestination.push_back((std::uint64_t{one.dst} << kFlowBits) | flow);
    }
    mark(flow);
}

void FluidNetwork::stop(std::uint32_t flow)
{
    leave(flow);
    m_flows[flow].isUnderWay = false;
    mark(flow);
}

void FluidNetwork::setTerms(std::uint32_t flow, const FlowTerms& terms)
{
    Flow& one = m_flows[flow];
    one.terms = terms;
    if (one.ofClass != kNone) {
        const auto path = m_engine.shares().pathOf(one.ofClass);
        enter(flow, m_engine.classOf(std::vector(path.begin(), path.end()), terms));
    }
}

void FluidNetwork::setArc(std::uint32_t arc, double capacity_bps)
{
    if (capacity_bps != capacity(arc)) {
        m_engine.setCapacity(arc, capacity_bps);
    }
    if (const bool isUp = capacity_bps > 0; isUp != m_router.isUsable(arc)) {
        m_router.setUsable(arc, isUp);
        m_isAnyDown = m_isAnyDown || !isUp;
        if (isUp) {
            m_cameUp.push_back(arc);
        }
    }
}

/// Takes a flow out of the sharing; what it has sent is kept.
void FluidNetwork::leave(std::uint32_t flow)
{
    Flow& one = m_flows[flow];
    if (one.ofClass == kNone) {
        return;
    }
    unwatchClass(flow);
    m_engine.stop(flow);
    const double sent = m_engine.sentBytes(flow);
    one.sentBefore += sent;
    one.bytes -= std::isfinite(one.bytes) ? sent : 0;
    one.ofClass = kNone;
}

void FluidNetwork::enter(std::uint32_t flow, std::uint32_t ofClass)
{
    Flow& one = m_flows[flow];
    if (one.ofClass == ofClass) {
        return;
    }
    if (one.ofClass == kNone) {
        m_engine.start(flow, ofClass, one.bytes);
    } else {
        unwatchClass(flow);
        m_engine.change(flow, ofClass);
    }
    one.ofClass = ofClass;
    watchClass(flow);
    mark(flow);
}

void FluidNetwork::route(std::uint32_t flow)
{
    Flow& one = m_flows[flow];
    if (!one.isUnderWay) {
        return;
    }
    const std::vector<std::uint32_t> path = m_router.path(one.src, one.dst, one.key);
    if (!path.empty()) {
        enter(flow, m_engine.classOf(path, one.terms));
    } else if (one.ofClass != kNone) {
        leave(flow);
        mark(flow);
    }
}

bool FluidNetwork::isBroken(std::uint32_t flow) const
{
    const std::uint32_t ofClass = m_flows[flow].ofClass;
    return ofClass == kNone || std::ranges::any_of(m_engine.shares().pathOf(ofClass), [&](std::uint32_t arc) {
               return !m_router.isUsable(arc);
           });
}

void FluidNetwork::rerouteConcerned(std::span<const std::uint32_t> cameUp)
{
    std::erase_if(m_byDestination, [&](std::uint64_t entry) {
        Flow& one = m_flows[static_cast<std::uint32_t>(entry)];
        one.isListed = one.isUnderWay;
        return !one.isListed;
    });
    std::ranges::sort(m_byDestination);
    const auto flows = m_byDestination | std::views::transform([](std::uint64_t entry) {
                           return static_cast<std::uint32_t>(entry);
                       });
    forConcernedFlows(
        m_router, flows, cameUp,
        [&](std::uint32_t flow) { return std::pair(m_flows[flow].src, m_flows[flow].dst); },
        [&](std::uint32_t flow) { return isBroken(flow); }, [&](std::uint32_t flow) { route(flow); });
}

void FluidNetwork::update()
{
    if (m_isAnyDown || !m_cameUp.empty()) {
        // What went and came again between two updates has not come up.
        std::erase_if(m_cameUp, [&](std::uint32_t arc) { return !m_router.isUsable(arc); });
        rerouteConcerned(m_cameUp);
        m_cameUp.clear();
        m_isAnyDown = false;
    } else {
        for (const std::uint32_t flow : m_new) {
            route(flow);
        }
    }
    m_new.clear();
    m_engine.update();
    findChanged();
}

std::span<const std::uint32_t> FluidNetwork::advanceTo(double time)
{
    const auto done = m_engine.advanceTo(time);
    for (const std::uint32_t flow : done) {
        Flow& one = m_flows[flow];
        unwatchClass(flow);
        one.sentBefore += m_engine.sentBytes(flow);
        one.bytes = 0;
        one.ofClass = kNone;
        one.isUnderWay = false;
    }
    return done;
}

std::span<const std::uint32_t> FluidNetwork::path(std::uint32_t flow) const
{
    const std::uint32_t ofClass = m_flows[flow].ofClass;
    return ofClass == kNone ? std::span<const std::uint32_t>() : m_engine.shares().pathOf(ofClass);
}

double FluidNetwork::sentBytes(std::uint32_t flow) const
{
    const Flow& one = m_flows[flow];
    return one.sentBefore + (one.ofClass == kNone ? 0 : m_engine.sentBytes(flow));
}

void FluidNetwork::watchClass(std::uint32_t flow)
{
    const Flow& one = m_flows[flow];
    if (!one.isWatched) {
        return;
    }
    if (m_watches.size() <= one.ofClass) {
        m_watches.resize(one.ofClass + 1);
    }
    m_watches[one.ofClass].flows.push_back(flow);
}

void FluidNetwork::unwatchClass(std::uint32_t flow)
{
    const Flow& one = m_flows[flow];
    if (one.isWatched) {
        std::vector<std::uint32_t>& flows = m_watches[one.ofClass].flows;
        *std::ranges::find(flows, flow) = flows.back();
        flows.pop_back();
    }
}

void FluidNetwork::mark(std::uint32_t flow)
{
    if (m_flows[flow].isWatched && !m_flows[flow].isChanged) {
        m_flows[flow].isChanged = true;
        m_marked.push_back(flow);
    }
}

void FluidNetwork::markClass(std::uint32_t ofClass)
{
    for (const std::uint32_t flow : m_watches[ofClass].flows) {
        mark(flow);
    }
}

/// Puts a class with watched flows into the list of the keeper it has now.
void FluidNetwork::follow(std::uint32_t ofClass)
{
    if (ofClass >= m_watches.size() || m_watches[ofClass].flows.empty()) {
        return;
    }
    const std::uint32_t keeper = m_engine.shares().keeperOf(ofClass);
    if (keeper == m_watches[ofClass].keeper || keeper == kNone) {
        return;
    }
    if (m_watchedKeeper.size() <= keeper) {
        m_watchedKeeper.resize(keeper + 1);
    }
    m_watches[ofClass].keeper = keeper;
    m_watchedKeeper[keeper].push_back(ofClass);
}

void FluidNetwork::findChanged()
{
    for (const std::uint32_t ofClass : m_engine.shares().moved()) {
        if (ofClass < m_watches.size()) {
            markClass(ofClass);
            follow(ofClass);
        }
    }
    for (const std::uint32_t flow : m_marked) {
        if (const std::uint32_t ofClass = m_flows[flow].ofClass; ofClass != kNone) {
            follow(ofClass);
        }
    }
    for (const std::uint32_t keeper : m_engine.shares().levelChanged()) {
        if (keeper >= m_watchedKeeper.size()) {
            continue;
        }
        // Classes that went elsewhere, or that nobody watches any more, fall out here.
        std::erase_if(m_watchedKeeper[keeper], [&](std::uint32_t ofClass) {
            ClassWatch& watch = m_watches[ofClass];
            const bool isHere = watch.keeper == keeper && !watch.flows.empty();
            if (isHere) {
                markClass(ofClass);
            } else if (watch.keeper == keeper) {
                watch.keeper = kNone;
            }
            return !isHere;
        });
    }
    m_changed.swap(m_marked);
    m_marked.clear();
    for (const std::uint32_t flow : m_changed) {
        m_flows[flow].isChanged = false;
    }
}

} // namespace twin::flow
