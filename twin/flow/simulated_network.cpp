#include "twin/flow/simulated_network.h"

#include "twin/flow/fluid_engine.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace twin::flow {

using network::ArcIndex;
using registry::ConduitIndex;
using registry::LinkIndex;

SimulatedNetwork::SimulatedNetwork(const network::Network& network, std::span<const NetworkEvent> events,
                                   const SimulationOptions& options)
    : m_network(network)
    , m_graph(network.graph)
    , m_events(events)
    , m_options(options)
    , m_health(network, options.recovery)
    , m_routing(network.graph, options.cost, options.seed)
    , m_beside(m_routing)
    , m_isUp(m_graph.arcCount(), 1)
    , m_isOut(m_graph.arcCount(), 0)
    , m_turnedAt(m_graph.arcCount(), -kNoLimit)
    , m_base(m_graph.capacity().begin(), m_graph.capacity().end())
    , m_degraded(m_graph.arcCount(), 1)
    , m_capacity(m_base)
{
    for (std::uint32_t i = 0; i < events.size(); ++i) {
        plan(events[i].time_s, Phase::Event, i);
    }
    for (std::uint32_t arc = 0; arc < options.outOfService.size(); ++arc) {
        if (options.outOfService[arc] != 0) {
            takeOut(arc);
        }
    }
}

/// Down since long ago.
void SimulatedNetwork::takeOut(std::uint32_t arc)
{
    m_isOut[arc] = 1;
    m_isUp[arc] = 0;
    m_capacity[arc] = 0;
    m_routing.setUsable(arc, false);
    m_beside.setUsable(arc, false);
}

void SimulatedNetwork::plan(double time, Phase phase, std::uint32_t number)
{
    if (time <= FluidEngine::kLatest_s) {
        m_due.push({time, m_orders++, phase, number});
    }
}

double SimulatedNetwork::nextTime() const
{
    return m_due.empty() ? kNoLimit : m_due.top().time;
}

SimulatedNetwork::Changes SimulatedNetwork::advanceTo(double time)
{
    Changes changes;
    m_now = time;
    while (nextTime() <= time) {
        const Due due = m_due.top();
        m_due.pop();
        happen(due, changes);
    }
    applyArcs(time, changes);
    if (changes.isProtected || changes.isConverged) {
        for (std::uint32_t arc = 0; arc < m_isUp.size(); ++arc) {
            learn(arc, changes);
        }
    }
    return changes;
}

void SimulatedNetwork::happen(const Due& due, Changes& changes)
{
    switch (due.phase) {
    case Phase::Event:
        take(m_events[due.number], due.time, changes);
        break;
    case Phase::Repair:
        end(m_failures[due.number], due.time);
        break;
    case Phase::Recover:
        m_isHealthTouched = true;
        break;
    case Phase::Protect:
        changes.isProtected = true;
        break;
    case Phase::Converge:
        changes.isConverged = true;
        break;
    }
}

void SimulatedNetwork::take(const NetworkEvent& event, double time, Changes& changes)
{
    switch (event.action) {
    case EventAction::Fail:
        fail(event, time);
        break;
    case EventAction::Restore:
        endFailures(event, time);
        bringBack(event);
        for (const std::uint32_t arc : touch(event)) {
            m_degraded[arc] = 1;
        }
        break;
    case EventAction::Degrade:
        for (const std::uint32_t arc : touch(event)) {
            m_degraded[arc] = event.value.value_or(1);
        }
        break;
    case EventAction::Capacity:
        for (const std::uint32_t arc : touch(event)) {
            m_base[arc] = event.value.value_or(m_base[arc]);
        }
        break;
    default:
        changes.flowEvents.push_back(event);
    }
}

/// Ends what was out of service from the start, for the arcs of an object.
void SimulatedNetwork::bringBack(const NetworkEvent& event)
{
    if (m_options.outOfService.empty()) {
        return;
    }
    const auto back = [&](std::uint32_t arc) {
        if (std::exchange(m_isOut[arc], std::uint8_t{0}) != 0) {
            m_touched.push_back(arc);
        }
    };
    if (event.kind == EventKind::Conduit) {
        std::ranges::for_each(m_graph.arcsOf(ConduitIndex{event.object}), back);
    } else if (event.kind == EventKind::Node) {
        const std::vector<std::uint32_t> nodes = nodesOf(event.object);
        for (std::uint32_t arc = 0; arc < m_isOut.size(); ++arc) {
            if (std::ranges::find(nodes, m_graph.from()[arc]) != nodes.end() ||
                std::ranges::find(nodes, m_graph.to()[arc]) != nodes.end()) {
                back(arc);
            }
        }
    } else {
        std::ranges::for_each(touch(event), back);
    }
}

/// Arcs of a link or arc, none of other things; they will be applied.
std::vector<std::uint32_t> SimulatedNetwork::touch(const NetworkEvent& event)
{
    std::vector<std::uint32_t> out;
    if (event.kind == EventKind::Arc) {
        out.push_back(event.object);
    } else if (event.kind == EventKind::Link) {
        for (const bool reverse : {false, true}) {
            const ArcIndex arc = m_graph.arc(LinkIndex{event.object}, reverse);
            if (arc.isValid()) {
                out.push_back(arc.value());
            }
        }
    }
    m_touched.insert(m_touched.end(), out.begin(), out.end());
    return out;
}

/// A place as a whole is all its nodes; a carrier's router only itself.
std::vector<std::uint32_t> SimulatedNetwork::nodesOf(std::uint32_t node) const
{
    const registry::Endpoint& place = m_graph.place(node);
    if (m_graph.node(place).value() != node) {
        return {node};
    }
    std::vector<std::uint32_t> out;
    for (std::uint32_t other = 0; other < m_graph.nodeCount(); ++other) {
        if (m_graph.place(other) == place) {
            out.push_back(other);
        }
    }
    return out;
}

void SimulatedNetwork::setHealth(const Failure& failure, bool isDown, double time)
{
    m_isHealthTouched = true;
    if (failure.kind == EventKind::Conduit) {
        m_health.failConduit(failure.object, isDown, time);
    } else if (failure.kind == EventKind::Link) {
        m_health.failLink(failure.object, isDown, time);
    } else {
        for (const std::uint32_t node : nodesOf(failure.object)) {
            m_health.failNode(node, isDown);
        }
    }
}

double SimulatedNetwork::repairTime(const NetworkEvent& event) const
{
    if (event.value) {
        return *event.value;
    }
    if (event.kind == EventKind::Node) {
        return m_options.recovery.nodeRepair_s;
    }
    TimeNs mean = 0;
    if (m_network.registry != nullptr) {
        mean = event.kind == EventKind::Conduit ? m_network.registry->conduits[event.object].asset.meanRepair
                                                : m_network.registry->links[event.object].asset.meanRepair;
    }
    return mean > 0 ? static_cast<double>(mean) / static_cast<double>(kSecond) : m_options.recovery.repair_s;
}

void SimulatedNetwork::fail(const NetworkEvent& event, double time)
{
    const auto number = static_cast<std::uint32_t>(m_failures.size());
    m_failures.push_back({event.kind, event.object, false});
    m_open[{event.kind, event.object}].push_back(number);
    setHealth(m_failures.back(), true, time);
    if (m_network.registry != nullptr) {
        plan(time + m_options.recovery.protection_s, Phase::Recover, number);
        plan(time + m_options.recovery.restoration_s, Phase::Recover, number);
    }
    plan(time + repairTime(event), Phase::Repair, number);
}

void SimulatedNetwork::end(Failure& failure, double time)
{
    if (!failure.isOver) {
        failure.isOver = true;
        setHealth(failure, false, time);
    }
}

/// Each failure is looked at once: the list goes with the restore (some in it were repaired before).
void SimulatedNetwork::endFailures(const NetworkEvent& event, double time)
{
    const auto open = m_open.find({event.kind, event.object});
    if (open == m_open.end()) {
        return;
    }
    for (const std::uint32_t number : open->second) {
        end(m_failures[number], time);
    }
    m_open.erase(open);
}

/// Brings an arc to what events and failures leave of it. True if it went down or came up.
bool SimulatedNetwork::applyArc(std::uint32_t arc, double time, Changes& changes)
{
    const double capacity = m_isOut[arc] != 0 ? 0 : m_base[arc] * m_degraded[arc] * m_health.available(arc);
    if (capacity == m_capacity[arc]) {
        return false;
    }
    m_capacity[arc] = capacity;
    changes.arcs.push_back(arc);
    const std::uint8_t isUp = capacity > 0 ? 1 : 0;
    if (isUp == m_isUp[arc]) {
        return false;
    }
    m_isUp[arc] = isUp;
    m_turnedAt[arc] = time;
    return true;
}

/// What goes down or comes up sets off protection and routing.
void SimulatedNetwork::applyArcs(double time, Changes& changes)
{
    if (std::exchange(m_isHealthTouched, false)) {
        m_health.recover(time);
        m_touched.resize(m_capacity.size());
        std::iota(m_touched.begin(), m_touched.end(), 0U);
    }
    bool isAnyTurned = false;
    for (const std::uint32_t arc : m_touched) {
        isAnyTurned = applyArc(arc, time, changes) || isAnyTurned;
    }
    m_touched.clear();
    if (isAnyTurned) {
        plan(time + m_options.recovery.protection_s, Phase::Protect, 0);
        plan(time + m_options.recovery.reconvergence_s, Phase::Converge, 0);
    }
}

/// What turned long enough ago gets known: to all routing, or to the routers beside what went down.
void SimulatedNetwork::learn(std::uint32_t arc, Changes& changes)
{
    const bool isUp = m_isUp[arc] != 0;
    if (m_turnedAt[arc] + m_options.recovery.reconvergence_s <= m_now) {
        changes.isWider = changes.isWider || (isUp && !m_routing.isUsable(arc));
        changes.isConverged = changes.isConverged || isUp != m_routing.isUsable(arc);
        m_routing.setUsable(arc, isUp);
        m_beside.setUsable(arc, isUp);
    } else if (!isUp && m_turnedAt[arc] + m_options.recovery.protection_s <= m_now) {
        m_beside.setUsable(arc, false);
    }
}

bool SimulatedNetwork::isBroken(std::span<const std::uint32_t> path) const
{
    return std::ranges::any_of(path, [&](std::uint32_t arc) { return m_isUp[arc] == 0; });
}

/// Whether the router before an arc sends on by another way what routing would have go over it.
bool SimulatedNetwork::hasDetour(std::uint32_t arc) const
{
    return m_health.protection(arc) == registry::Protection::Frr && !m_beside.isUsable(arc);
}

SimulatedNetwork::Route SimulatedNetwork::route(std::uint32_t src, std::uint32_t dst, std::uint64_t key)
{
    Route out{m_routing.path(src, dst, key), false};
    const auto broken = std::ranges::find_if(out.path, [&](std::uint32_t arc) { return hasDetour(arc); });
    if (broken == out.path.end()) {
        return out;
    }
    // By the shortest way that is left.
    const std::vector<std::uint32_t> rest = m_beside.path(m_graph.from()[*broken], dst, key);
    if (rest.empty()) {
        return out;
    }
    out.isDetour = true;
    out.path.erase(broken, out.path.end());
    for (const std::uint32_t arc : rest) {
        // An arc gone over before: the round in between is cut out.
        out.path.erase(std::ranges::find(out.path, arc), out.path.end());
        out.path.push_back(arc);
    }
    return out;
}

} // namespace twin::flow
