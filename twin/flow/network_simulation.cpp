#include "twin/flow/network_simulation.h"

#include "twin/flow/flow_key.h"
#include "twin/flow/fluid_engine.h"
#include "twin/flow/point_failures.h"
#include "twin/flow/simulated_network.h"
#include "twin/support/digest.h"

#include <algorithm>
#include <numeric>

namespace twin::flow {

namespace {

std::uint32_t prioritiesOf(std::span<const FlowRequest> flows)
{
    std::uint32_t most = 0;
    for (const FlowRequest& flow : flows) {
        most = std::max(most, flow.terms.priority);
    }
    return most + 1;
}

class Simulation
{
  public:
    Simulation(const network::Network& network, std::span<const FlowRequest> flows,
               std::span<const NetworkEvent> events, const SimulationOptions& options);

    Result<SimulationResult> run(const std::atomic<bool>* cancelled);

  private:
    enum class State : std::uint8_t { Waiting, Pathless, UnderWay, Over };

    void step(double time);
    void startFlow(std::uint32_t flow);
    void takeRoute(std::uint32_t flow);
    void setPath(std::uint32_t flow, std::vector<std::uint32_t> path);
    void takeFlowEvent(const NetworkEvent& event);
    void reroute(const SimulatedNetwork::Changes& changes);
    [[nodiscard]] double nextStart() const;
    void finish();
    void hash();

    std::span<const FlowRequest> m_requests;
    SimulationOptions m_options;
    SimulatedNetwork m_network;
    FluidEngine m_engine;
    std::vector<State> m_state;
    std::vector<double> m_cap_bps;  ///< by flow, as set by events
    std::vector<bool> m_isOffRoute; ///< on a detour
    std::vector<std::uint32_t> m_byStart;
    std::size_t m_started = 0;
    SimulationResult m_out;
};

Simulation::Simulation(const network::Network& network, std::span<const FlowRequest> flows,
                       std::span<const NetworkEvent> events, const SimulationOptions& options)
    : m_requests(flows)
    , m_options(options)
    , m_network(network, events, options)
    , m_engine(m_network.capacities(), prioritiesOf(flows), flows.size())
    , m_state(flows.size(), State::Waiting)
    , m_isOffRoute(flows.size(), false)
    , m_byStart(flows.size())
{
    for (const FlowRequest& flow : flows) {
        m_cap_bps.push_back(flow.terms.cap_bps);
    }
    std::iota(m_byStart.begin(), m_byStart.end(), 0U);
    std::ranges::stable_sort(m_byStart, {}, [&](std::uint32_t flow) { return flows[flow].start_s; });
    m_out.flows.resize(flows.size());
}

double Simulation::nextStart() const
{
    return m_started < m_byStart.size() ? m_requests[m_byStart[m_started]].start_s : kNoLimit;
}

/// Puts a flow on a path, whatever it did before.
void Simulation::setPath(std::uint32_t flow, std::vector<std::uint32_t> path)
{
    if (path.empty() || path == m_out.flows[flow].path) {
        return; // where there is no way, a flow stays where it is and waits
    }
    FlowTerms terms = m_requests[flow].terms;
    terms.cap_bps = m_cap_bps[flow];
    const std::uint32_t toClass = m_engine.classOf(path, terms);
    if (m_state[flow] == State::UnderWay) {
        m_engine.change(flow, toClass);
        ++m_out.reroutes;
    } else {
        m_engine.start(flow, toClass, m_requests[flow].bytes);
        m_state[flow] = State::UnderWay;
    }
    m_out.flows[flow].path = std::move(path);
}

void Simulation::startFlow(std::uint32_t flow)
{
    if (m_state[flow] == State::Over) {
        return; // stopped before it began
    }
    const FlowRequest& request = m_requests[flow];
    m_state[flow] = State::Pathless;
    if (!request.isRouted) {
        setPath(flow, request.path);
        return;
    }
    takeRoute(flow);
}

/// Puts a routed flow on the way the network has for it now.
void Simulation::takeRoute(std::uint32_t flow)
{
    const FlowRequest& request = m_requests[flow];
    SimulatedNetwork::Route route =
        m_network.route(request.src.value(), request.dst.value(), flowKey(request.id));
    m_isOffRoute[flow] = route.isDetour;
    setPath(flow, std::move(route.path));
}

void Simulation::takeFlowEvent(const NetworkEvent& event)
{
    const std::uint32_t flow = event.object;
    const bool isUnderWay = m_state[flow] == State::UnderWay;
    if (event.action == EventAction::Stop) {
        if (isUnderWay) {
            m_engine.stop(flow);
        }
        if (m_state[flow] != State::Over) {
            m_state[flow] = State::Over;
            m_out.flows[flow].finish_s = m_engine.now();
        }
        return;
    }
    m_cap_bps[flow] = event.value.value_or(kNoLimit);
    if (isUnderWay) {
        FlowTerms terms = m_requests[flow].terms;
        terms.cap_bps = m_cap_bps[flow];
        m_engine.change(flow, m_engine.classOf(m_out.flows[flow].path, terms));
    }
}

/// Detours when protection is ready; when routing has converged, the way it found.
void Simulation::reroute(const SimulatedNetwork::Changes& changes)
{
    for (std::uint32_t flow = 0; flow < m_requests.size(); ++flow) {
        const FlowRequest& request = m_requests[flow];
        const bool isUnderWay = m_state[flow] == State::UnderWay;
        if (!request.isRouted || (!isUnderWay && m_state[flow] != State::Pathless)) {
            continue;
        }
        const bool isConcerned = changes.isWider ||
                                 (changes.isConverged && (m_isOffRoute[flow] || !isUnderWay)) ||
                                 m_network.isBroken(m_out.flows[flow].path);
        if (isConcerned) {
            takeRoute(flow);
        }
    }
}

void Simulation::step(double time)
{
    for (const std::uint32_t flow : m_engine.advanceTo(time)) {
        m_out.flows[flow].finish_s = time;
        m_state[flow] = State::Over;
        ++m_out.finished;
    }
    if (m_network.nextTime() <= time) {
        const SimulatedNetwork::Changes changes = m_network.advanceTo(time);
        for (const std::uint32_t arc : changes.arcs) {
            m_engine.setCapacity(arc, m_network.capacity(arc));
        }
        for (const NetworkEvent& event : changes.flowEvents) {
            takeFlowEvent(event);
        }
        if (changes.isProtected || changes.isConverged) {
            reroute(changes);
        }
    }
    for (; nextStart() <= time; ++m_started) {
        startFlow(m_byStart[m_started]);
    }
    m_engine.update();
    ++m_out.events;
}

void Simulation::hash()
{
    Digest digest;
    for (const SimulatedFlow& flow : m_out.flows) {
        digest.add(flow.finish_s);
        digest.add(flow.sent_bytes);
        digest.add(static_cast<std::uint64_t>(flow.path.size()));
        for (const std::uint32_t arc : flow.path) {
            digest.add(static_cast<std::uint64_t>(arc));
        }
    }
    m_out.stateHash = digest.finish();
}

void Simulation::finish()
{
    m_out.end_s = m_engine.now();
    for (std::uint32_t flow = 0; flow < m_requests.size(); ++flow) {
        SimulatedFlow& one = m_out.flows[flow];
        one.sent_bytes = m_engine.sentBytes(flow);
        const double length = std::min(one.finish_s, m_out.end_s) - m_requests[flow].start_s;
        if (length > 0) {
            one.mean_bps = one.sent_bytes * 8 / length;
        } else if (m_state[flow] == State::UnderWay) {
            one.mean_bps = m_engine.rate(flow);
        }
        m_out.unrouted += m_state[flow] == State::Pathless ? 1 : 0;
    }
    hash();
}

Result<SimulationResult> Simulation::run(const std::atomic<bool>* cancelled)
{
    for (;;) {
        const double time = std::min({nextStart(), m_engine.nextCompletion(), m_network.nextTime()});
        if (time > m_options.until_s || time == kNoLimit) {
            break;
        }
        if (cancelled != nullptr && cancelled->load(std::memory_order_relaxed)) {
            return failure(ErrorCode::Cancelled, "cancelled");
        }
        step(time);
    }
    if (m_options.until_s < kNoLimit) {
        m_engine.advanceTo(m_options.until_s);
    }
    finish();
    return std::move(m_out);
}

} // namespace

Result<SimulationResult> simulateNetwork(const network::Network& network, std::span<const FlowRequest> flows,
                                         std::span<const NetworkEvent> events,
                                         const SimulationOptions& options, const std::atomic<bool>* cancelled)
{
    const auto known = withoutArcFailures({events.begin(), events.end()}, options.recovery.repair_s);
    return Simulation(network, flows, known, options).run(cancelled);
}

Result<FluidInstance> instanceOf(const network::Network& network, std::span<const FlowRequest> flows,
                                 const SimulationOptions& options)
{
    FluidInstance out;
    out.shares.capacity_bps.assign(network.graph.capacity().begin(), network.graph.capacity().end());
    FlowRouter router(network.graph, options.cost, options.seed);
    for (std::uint32_t arc = 0; arc < options.outOfService.size(); ++arc) {
        if (options.outOfService[arc] != 0) {
            out.shares.capacity_bps[arc] = 0;
            router.setUsable(arc, false);
        }
    }
    for (const FlowRequest& flow : flows) {
        const std::vector<std::uint32_t> path =
            flow.isRouted ? router.path(flow.src.value(), flow.dst.value(), flowKey(flow.id)) : flow.path;
        if (path.empty()) {
            return failure(ErrorCode::Invalid, "flow " + flow.id + " has no way from " +
                                                   network.graph.nodeName(flow.src.value()) + " to " +
                                                   network.graph.nodeName(flow.dst.value()));
        }
        out.shares.add(path, flow.terms);
        out.bytes.push_back(flow.bytes);
        out.start_s.push_back(flow.start_s);
    }
    return out;
}

} // namespace twin::flow
