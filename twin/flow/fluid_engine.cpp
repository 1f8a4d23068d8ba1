#include "twin/flow/fluid_engine.h"

#include <algorithm>
#include <cmath>

namespace twin::flow {

namespace {

/// Four units in the last place: what rounding may put between two completions that are one.
constexpr double kSameTime = 8.9e-16;

Int128 serviceFrom(double bits)
{
    return fixedFrom<kServiceBits>(bits);
}

double bitsOf(Int128 service)
{
    return doubleFrom<kServiceBits>(service);
}

} // namespace

FluidEngine::FluidEngine(std::span<const double> capacity_bps, std::uint32_t priorities, std::size_t flows)
    : m_shares(capacity_bps, priorities)
    , m_flows(flows)
{
    m_flowHeaps.addItems(flows);
}

void FluidEngine::addFlows(std::size_t more)
{
    m_flows.resize(m_flows.size() + more);
    m_flowHeaps.addItems(more);
}

/// Brings the clock of a keeper to now.
void FluidEngine::catchUp(std::uint32_t keeper)
{
    Clock& clock = m_clocks[keeper];
    if (clock.at < m_now) {
        if (clock.rate > 0 && std::isfinite(clock.rate)) {
            clock.served += serviceFrom(clock.rate * (m_now - clock.at));
        }
        clock.at = m_now;
    }
}

Int128 FluidEngine::serviceOf(std::uint32_t ofClass)
{
    const ClassState& one = m_classes[ofClass];
    if (one.keeper == kNone) {
        return one.offset;
    }
    catchUp(one.keeper);
    return m_clocks[one.keeper].served + one.offset;
}

void FluidEngine::touch(std::uint32_t keeper)
{
    if (!m_clocks[keeper].isTouched) {
        m_clocks[keeper].isTouched = true;
        m_touched.push_back(keeper);
    }
}

/// Another heap of classes for a keeper; it waits for a completion while the heap is not empty.
void FluidEngine::setClasses(std::uint32_t keeper, std::uint32_t root)
{
    Clock& clock = m_clocks[keeper];
    clock.classes = root;
    touch(keeper);
    if (root != kNone) {
        clock.next = m_classHeaps.key(root);
        if (clock.place == kNone) {
            clock.place = m_events.add(keeper, TimeTable::kNever);
        }
    } else if (clock.place != kNone) {
        const std::uint32_t mover = m_events.remove(clock.place);
        m_clocks[mover].place = clock.place;
        clock.place = kNone;
    }
}

/// Puts a class where it belongs among those of its keeper, after its first flow to be done changed.
void FluidEngine::rekey(std::uint32_t ofClass)
{
    ClassState& one = m_classes[ofClass];
    if (one.keeper == kNone) {
        return;
    }
    std::uint32_t root = m_clocks[one.keeper].classes;
    if (one.isWaiting) {
        root = m_classHeaps.remove(root, ofClass);
    }
    one.isWaiting = one.flows != kNone;
    if (one.isWaiting) {
        root = m_classHeaps.insert(root, ofClass, m_flowHeaps.key(one.flows) - one.offset);
    }
    setClasses(one.keeper, root);
}

void FluidEngine::join(std::uint32_t flow, std::uint32_t ofClass)
{
    if (ofClass >= m_classes.size()) {
        m_classHeaps.addItems(m_shares.classCount() - m_classes.size());
        m_classes.resize(m_shares.classCount());
    }
    FlowState& one = m_flows[flow];
    one.ofClass = ofClass;
    one.begun = serviceOf(ofClass);
    m_shares.addFlows(ofClass);
    if (std::isfinite(one.bytes)) {
        ClassState& state = m_classes[ofClass];
        const double bits = one.bytes * 8 / m_shares.termsOf(ofClass).weight;
        state.flows = m_flowHeaps.insert(state.flows, flow, one.begun + serviceFrom(bits));
        if (state.flows == flow) {
            rekey(ofClass);
        }
    }
}

void FluidEngine::part(std::uint32_t flow)
{
    FlowState& one = m_flows[flow];
    ClassState& state = m_classes[one.ofClass];
    m_shares.removeFlows(one.ofClass);
    if (std::isfinite(one.bytes)) {
        const bool wasFirst = state.flows == flow;
        state.flows = m_flowHeaps.remove(state.flows, flow);
        if (wasFirst) {
            rekey(one.ofClass);
        }
    }
    one.ofClass = kNone;
}

double FluidEngine::sentInClass(const FlowState& flow, Int128 service) const
{
    const double bytes = bitsOf(service - flow.begun) * m_shares.termsOf(flow.ofClass).weight / 8;
    return std::min(bytes, flow.bytes);
}

void FluidEngine::start(std::uint32_t flow, std::uint32_t ofClass, double bytes)
{
    m_flows[flow].bytes = bytes;
    m_flows[flow].sentBefore = 0;
    join(flow, ofClass);
}

void FluidEngine::stop(std::uint32_t flow)
{
    FlowState& one = m_flows[flow];
    one.sentBefore += sentInClass(one, serviceOf(one.ofClass));
    part(flow);
}

void FluidEngine::change(std::uint32_t flow, std::uint32_t toClass)
{
    FlowState& one = m_flows[flow];
    const double sent = sentInClass(one, serviceOf(one.ofClass));
    part(flow);
    one.sentBefore += sent;
    one.bytes -= std::isfinite(one.bytes) ? sent : 0;
    join(flow, toClass);
}

double FluidEngine::sentBytes(std::uint32_t flow) const
{
    const FlowState& one = m_flows[flow];
    if (one.ofClass == kNone) {
        return one.sentBefore;
    }
    const ClassState& state = m_classes[one.ofClass];
    Int128 service = state.offset;
    if (state.keeper != kNone) {
        const Clock& clock = m_clocks[state.keeper];
        const bool runs = clock.at < m_now && clock.rate > 0 && std::isfinite(clock.rate);
        service += clock.served + (runs ? serviceFrom(clock.rate * (m_now - clock.at)) : 0);
    }
    return one.sentBefore + sentInClass(one, service);
}

/// Follows a class to the keeper it has now; its service goes on from where it was.
void FluidEngine::transfer(std::uint32_t ofClass)
{
    ClassState& one = m_classes[ofClass];
    const std::uint32_t keeper = m_shares.keeperOf(ofClass);
    if (keeper == one.keeper) {
        return;
    }
    const Int128 service = serviceOf(ofClass);
    if (one.isWaiting) {
        setClasses(one.keeper, m_classHeaps.remove(m_clocks[one.keeper].classes, ofClass));
        one.isWaiting = false;
    }
    one.keeper = keeper;
    if (keeper == kNone) {
        one.offset = 0; // nobody is in it: it may start anew
        return;
    }
    catchUp(keeper);
    one.offset = service - m_clocks[keeper].served;
    rekey(ofClass);
}

bool FluidEngine::isDue(const Clock& clock) const
{
    const double left = bitsOf(clock.next - clock.served);
    return left <= clock.rate * (m_now * kSameTime) || std::isinf(clock.rate);
}

double FluidEngine::nextOf(const Clock& clock) const
{
    const Int128 left = clock.next - clock.served;
    if (left <= 0 || std::isinf(clock.rate)) {
        return m_now; // nothing to send is sent at once, whatever the rate
    }
    return clock.rate <= 0 ? TimeTable::kNever : m_now + bitsOf(left) / clock.rate;
}

void FluidEngine::update()
{
    m_shares.update();
    if (m_clocks.size() < m_shares.keeperCount()) {
        m_clocks.resize(m_shares.keeperCount());
    }
    for (const std::uint32_t keeper : m_shares.levelChanged()) {
        catchUp(keeper);
        touch(keeper);
    }
    for (const std::uint32_t one : m_shares.moved()) {
        transfer(one);
    }
    for (const std::uint32_t keeper : m_touched) {
        catchUp(keeper);
        Clock& clock = m_clocks[keeper];
        clock.isTouched = false;
        clock.rate = m_shares.level(keeper);
        if (clock.place != kNone) {
            m_events.set(clock.place, nextOf(clock));
        }
    }
    m_touched.clear();
}

void FluidEngine::finishDue(std::uint32_t keeper)
{
    catchUp(keeper);
    Clock& clock = m_clocks[keeper];
    do {
        const std::uint32_t flow = m_classes[clock.classes].flows;
        FlowState& one = m_flows[flow];
        one.sentBefore += one.bytes;
        part(flow);
        m_done.push_back(flow);
    } while (clock.classes != kNone && isDue(clock));
    if (clock.place != kNone) {
        m_events.set(clock.place, nextOf(clock));
    }
}

std::span<const std::uint32_t> FluidEngine::advanceTo(double time)
{
    m_now = time;
    m_done.clear();
    while (m_events.earliest() <= m_now * (1 + kSameTime)) {
        finishDue(m_events.owner());
    }
    return m_done;
}

} // namespace twin::flow
