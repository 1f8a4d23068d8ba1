#include "twin/scenario/run_flows.h"

#include "twin/flow/flow_key.h"
#include "twin/scenario/arc_keys.h"
#include "twin/scenario/path_cost.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace twin::scenario {

namespace {

double toSend(const FlowFact& fact)
{
    return fact.bytes == 0 ? flow::kSteady_bytes
                           : std::max(0.0, static_cast<double>(fact.bytes) - fact.done_bytes);
}

} // namespace

RunFlows::RunFlows(const Ground& ground)
    : m_ground(&ground)
    , m_world(ground.world())
    , m_network(*m_world->graph, network::PathCost::Delay, ground.options().seed)
    , m_arcKeys(scenario::arcKeys(*m_world->graph))
{
    m_flows.reserve(ground.flows().size());
    for (const FlowFact& fact : ground.flows()) {
        RunFlow& one = m_flows.emplace_back();
        one.fact = &fact;
        one.isUnlimited = fact.asked_bps == 0;
        one.isListed = !fact.job.empty() || fact.deadline > ground.moment();
        one.asked_bps = fact.asked_bps;
        one.bytes = toSend(fact);
        one.isDone = one.bytes == 0;
        one.finish_s = one.isDone ? 0 : one.finish_s;
        one.hasBegun = true;
        if (fact.deadline > ground.moment()) {
            one.deadline_s = static_cast<double>(fact.deadline - ground.moment()) / 1e9;
        }
        settle(count() - 1);
    }
}

std::uint32_t RunFlows::add(std::shared_ptr<const FlowFact> fact, double begin_s)
{
    RunFlow one;
    one.fact = fact.get();
    one.isUnlimited = fact->asked_bps == 0;
    one.isListed = !fact->job.empty() || fact->deadline > m_ground->moment();
    one.asked_bps = fact->asked_bps;
    one.bytes = toSend(*fact);
    one.begin_s = begin_s;
    if (fact->deadline > m_ground->moment()) {
        one.deadline_s = static_cast<double>(fact->deadline - m_ground->moment()) / 1e9;
    }
    one.own = std::move(fact);
    m_flows.push_back(std::move(one));
    return count() - 1;
}

/// As Ground::request and evaluate have them: what is scaled to nothing asks for nothing, not for all there
/// is.
flow::FlowTerms RunFlows::termsOf(const RunFlow& one) const
{
    FlowFact asks;
    asks.asked_bps = one.asked_bps;
    flow::FlowTerms out = Ground::request(asks, *m_world).terms;
    if (!one.isUnlimited && one.asked_bps <= 0) {
        out.cap_bps = 0;
    }
    return out;
}

void RunFlows::enter(RunFlow& one, std::uint32_t flow)
{
    const bool isKnown = m_world == m_ground->world() && flow < m_ground->flows().size();
    flow::FlowRequest request;
    if (isKnown) {
        std::tie(request.src, request.dst) = m_ground->ends(flow);
    } else {
        request = Ground::request(*one.fact, *m_world);
    }
    if (!request.src.isValid() || !request.dst.isValid() || request.src == request.dst) {
        return; // an end of it is not there
    }
    one.number =
        m_network.add(request.src, request.dst, flow::flowKey(one.fact->id), termsOf(one), one.isListed);
    m_ofNumber.resize(one.number + 1);
    m_ofNumber[one.number] = flow;
}

void RunFlows::countAsked(RunFlow& one) const
{
    if (one.runs && !one.isUnlimited && !one.isFinite()) {
        one.askedBytes += one.asked_bps / 8 * (now() - one.askedSince_s);
    }
    one.askedSince_s = now();
}

void RunFlows::settle(std::uint32_t flow)
{
    RunFlow& one = m_flows[flow];
    if (one.mayRun() == one.runs) {
        return;
    }
    countAsked(one);
    one.runs = !one.runs;
    if (one.runs) {
        if (one.number == RunFlow::kNone) {
            enter(one, flow);
        }
        if (one.number != RunFlow::kNone) {
            m_network.start(one.number, one.isFinite() ? leftBytes(one) : flow::kSteady_bytes);
        }
        return;
    }
    if (one.number != RunFlow::kNone) {
        m_network.stop(one.number);
        if (one.isFinite()) {
            takeOff(one); // goes on as another, here or elsewhere
        }
    }
}

/// What a transfer has sent on the network counts for all that bear its name.
void RunFlows::takeOff(RunFlow& one)
{
    const double sent = m_network.sentBytes(one.number);
    if (!one.isDone) {
        m_stopped[one.fact->id] += sent;
    }
    one.sentBefore += sent;
    one.number = RunFlow::kNone;
}

void RunFlows::finish(std::uint32_t flow)
{
    RunFlow& one = m_flows[flow];
    countAsked(one);
    one.isDone = true;
    one.runs = false;
    one.finish_s = now();
}

void RunFlows::ask(std::uint32_t flow, double asked_bps)
{
    RunFlow& one = m_flows[flow];
    if (one.asked_bps == asked_bps) {
        return;
    }
    countAsked(one);
    one.asked_bps = asked_bps;
    if (one.number != RunFlow::kNone) {
        m_network.setTerms(one.number, termsOf(one));
    }
}

void RunFlows::paint(const ArcPicture& picture)
{
    for (std::uint32_t arc = 0; arc < picture.down.size(); ++arc) {
        m_network.setArc(arc, picture.down[arc] != 0 ? 0 : static_cast<double>(picture.capacity[arc]));
    }
}

void RunFlows::moveTo(WorldPtr world, RoutingCost routing)
{
    const double time = now();
    flow::FluidNetwork network(*world->graph, pathCostOf(routing), m_ground->options().seed);
    static_cast<void>(network.advanceTo(time));
    for (RunFlow& one : m_flows) {
        if (one.number == RunFlow::kNone) {
            continue;
        }
        if (one.isFinite()) {
            takeOff(one);
        } else {
            one.sentBefore += m_network.sentBytes(one.number);
            one.number = RunFlow::kNone;
        }
    }
    m_network = std::move(network);
    m_world = std::move(world);
    m_arcKeys = scenario::arcKeys(*m_world->graph);
    m_routing = routing;
    m_ofNumber.clear();
    for (std::uint32_t flow = 0; flow < count(); ++flow) {
        RunFlow& one = m_flows[flow];
        if (one.runs) {
            enter(one, flow);
            if (one.number != RunFlow::kNone) {
                m_network.start(one.number, one.isFinite() ? leftBytes(one) : flow::kSteady_bytes);
            }
        }
    }
}

double RunFlows::sentBytes(const RunFlow& flow) const
{
    return flow.sentBefore + (flow.number == RunFlow::kNone ? 0 : m_network.sentBytes(flow.number));
}

double RunFlows::leftBytes(const RunFlow& flow) const
{
    if (flow.isDone) {
        return 0;
    }
    const auto stopped = m_stopped.find(flow.fact->id);
    const double gone = stopped == m_stopped.end() ? 0 : stopped->second;
    const double sent = flow.number == RunFlow::kNone ? 0 : m_network.sentBytes(flow.number);
    return std::max(0.0, flow.bytes - gone - sent);
}

double RunFlows::askedBytes(const RunFlow& flow) const
{
    const bool isCounting = flow.runs && !flow.isUnlimited && !flow.isFinite();
    return flow.askedBytes + (isCounting ? flow.asked_bps / 8 * (now() - flow.askedSince_s) : 0);
}

} // namespace twin::scenario
