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
    , m_present(m_routing)
    , m_base(m_graph.capacity().begin(), m_graph.capacity().end())
    , m_degraded(m_graph.arcCount(), 1)
    , m_capacity(m_base)
    , m_protectedAt(m_graph.arcCount(), kNoLimit)
{
    for (std::uint32_t i = 0; i < events.size(); ++i) {
        plan(events[i].time_s, Phase::Event, i);
    }
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
    if (changes.isConverged) {
        converge(changes);
    }
    return changes;
}

void SimulatedNetwork::happen(const Due& due, Changes& changes)
{
    m_isHealthTouched = m_isHealthTouched || (due.phase != Phase::Event && due.phase != Phase::Converge);
    switch (due.phase) {
    case Phase::Event:
        take(m_events[due.number], due.time, changes);
        break;
    case Phase::Repair:
        end(m_failures[due.number]);
        break;
    case Phase::Protect:
        m_health.switchProtection();
        changes.isProtected = true;
        break;
    case Phase::Restore:
        m_health.restoreOptically();
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
        endFailures(event);
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

void SimulatedNetwork::setHealth(EventKind kind, std::uint32_t object, bool isDown)
{
    m_isHealthTouched = true;
    if (kind == EventKind::Conduit) {
        m_health.failConduit(object, isDown);
    } else if (kind == EventKind::Link) {
        m_health.failLink(object, isDown);
    } else {
        for (const std::uint32_t node : nodesOf(object)) {
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
    setHealth(event.kind, event.object, true);
    if (m_network.registry != nullptr && event.kind == EventKind::Conduit) {
        plan(time + m_options.recovery.restoration_s, Phase::Restore, number);
    }
    plan(time + repairTime(event), Phase::Repair, number);
}

void SimulatedNetwork::end(Failure& failure)
{
    if (!failure.isOver) {
        failure.isOver = true;
        setHealth(failure.kind, failure.object, false);
    }
}

void SimulatedNetwork::endFailures(const NetworkEvent& event)
{
    for (Failure& failure : m_failures) {
        if (failure.kind == event.kind && failure.object == event.object) {
            end(failure);
        }
    }
}

/// Brings an arc to what events and failures leave of it. True if it went down or came up.
bool SimulatedNetwork::applyArc(std::uint32_t arc, double time, Changes& changes)
{
    const double capacity = m_base[arc] * m_degraded[arc] * m_health.available(arc);
    if (capacity == m_capacity[arc]) {
        return false;
    }
    m_capacity[arc] = capacity;
    changes.arcs.push_back(arc);
    const bool isUp = capacity > 0;
    if (isUp == m_present.isUsable(arc)) {
        return false;
    }
    m_present.setUsable(arc, isUp);
    m_protectedAt[arc] = isUp ? kNoLimit : time + m_options.recovery.protection_s;
    return true;
}

/// What goes down or comes up sets off protection and routing.
void SimulatedNetwork::applyArcs(double time, Changes& changes)
{
    if (std::exchange(m_isHealthTouched, false)) {
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

void SimulatedNetwork::converge(Changes& changes)
{
    for (std::uint32_t arc = 0; arc < m_capacity.size(); ++arc) {
        const bool isUp = m_present.isUsable(arc);
        changes.isWider = changes.isWider || (isUp && !m_routing.isUsable(arc));
        m_routing.setUsable(arc, isUp);
    }
}

bool SimulatedNetwork::isBroken(std::span<const std::uint32_t> path) const
{
    return std::ranges::any_of(path, [&](std::uint32_t arc) { return !m_present.isUsable(arc); });
}

bool SimulatedNetwork::hasDetour(std::uint32_t arc) const
{
    return m_health.protection(arc) == registry::Protection::Frr && m_protectedAt[arc] <= m_now;
}

std::vector<std::uint32_t> SimulatedNetwork::route(std::uint32_t src, std::uint32_t dst, std::uint64_t key)
{
    std::vector<std::uint32_t> path = m_routing.path(src, dst, key);
    const auto broken =
        std::ranges::find_if(path, [&](std::uint32_t arc) { return !m_present.isUsable(arc); });
    if (broken == path.end() || !hasDetour(*broken)) {
        return path;
    }
    // The router before the break sends on by the shortest way that is left.
    const std::vector<std::uint32_t> rest = m_present.path(m_graph.from()[*broken], dst, key);
    if (rest.empty()) {
        return path;
    }
    std::vector<std::uint32_t> out(path.begin(), broken);
    for (const std::uint32_t arc : rest) {
        // An arc gone over before: the round in between is cut out.
        out.erase(std::ranges::find(out, arc), out.end());
        out.push_back(arc);
    }
    return out;
}

} // namespace twin::flow
