#include "twin/flow/pairs_worker.h"

namespace twin::flow {

void PairsWorker::run(const FailureTraces& as, std::size_t a, const FailureTraces& bs, std::size_t first,
                      std::size_t last)
{
    m_a = a;
    m_first = first;
    m_last = last;
    begin(as, a, bs);
    m_update.fail(arcsOf(a));
    for (std::size_t t = 0; t < m_base.destinations().size(); ++t) {
        findMeetings(as.destinations[t], a, bs.destinations[t]);
        m_redone[t] = 0;
        if (m_meetings.empty()) {
            continue;
        }
        m_update.load(m_base.destinations()[t]);
        const std::uint32_t trace = as.destinations[t].traceOf(a);
        if (trace != DestinationTraces::kUntouched) {
            commitFirst(as, t, trace);
        }
        for (const std::size_t b : m_meetings) {
            m_redone[t] |= std::uint64_t{1} << (b - m_first);
            redo(bs, t, b, trace != DestinationTraces::kUntouched);
        }
    }
    m_update.restore(arcsOf(a));
}

/// Every pair as if its two failures never met.
void PairsWorker::begin(const FailureTraces& as, std::size_t a, const FailureTraces& bs)
{
    m_store.clear();
    const auto base = m_base.loads();
    const auto one = as.changesOf(a, m_arcCount);
    for (std::size_t b = m_first; b < m_last; ++b) {
        const auto other = bs.changesOf(b, m_arcCount);
        const std::span<Amount> sum = loads(b - m_first);
        for (std::size_t arc = 0; arc < m_arcCount; ++arc) {
            sum[arc] = base[arc] + one[arc] + other[arc];
        }
        Loss& lost = m_loss[b - m_first];
        lost = m_base.loss();
        lost += as.loss[a - as.first];
        lost += bs.loss[b - bs.first];
        m_lists[b - m_first].clear();
    }
}

void PairsWorker::findMeetings(const DestinationTraces& at, std::size_t a, const DestinationTraces& bt)
{
    m_meetings.clear();
    const std::uint32_t trace = at.traceOf(a);
    const bool isTouched = trace != DestinationTraces::kUntouched;
    for (std::size_t b = m_first; b < m_last; ++b) {
        const std::uint32_t other = bt.traceOf(b);
        bool isMeeting = isTouched && at.reaches(trace, b);
        if (!isMeeting && other != DestinationTraces::kUntouched) {
            isMeeting = bt.reaches(other, a) || (isTouched && at.meet(trace, bt, other));
        }
        if (isMeeting) {
            m_meetings.push_back(b);
        }
    }
}

/// Puts the first failure into the state loaded.
void PairsWorker::commitFirst(const FailureTraces& as, std::size_t destination, std::uint32_t trace)
{
    const std::uint32_t known = as.destinations[destination].plan(trace);
    if (known != kNone) {
        const PlanStore& store = as.stores[as.workerOf[destination]];
        m_update.commit(arcsOf(m_a), store, store.plans[known]);
        return;
    }
    const DetourPlan& plan = m_update.planOnce(arcsOf(m_a), DetourDepth::All, m_store);
    m_update.commit(arcsOf(m_a), m_store, plan);
}

/// Replaces what the second failure does alone by what it does after the first.
void PairsWorker::redo(const FailureTraces& bs, std::size_t destination, std::size_t b, bool isFirstIn)
{
    m_update.fail(arcsOf(b));
    m_loss[b - m_first] += isFirstIn ? onTop(bs, destination, b) : together(b);
    m_update.restore(arcsOf(b));
    takeBack(bs.destinations[destination], b);
}

Loss PairsWorker::onTop(const FailureTraces& bs, std::size_t destination, std::size_t b)
{
    Amount* sum = loads(b - m_first).data();
    const std::uint32_t trace = bs.destinations[destination].traceOf(b);
    const std::uint32_t known =
        trace == DestinationTraces::kUntouched ? kNone : bs.destinations[destination].plan(trace);
    if (known != kNone) { // often the way is the same as without the first failure
        const PlanStore& store = bs.stores[bs.workerOf[destination]];
        if (m_update.fitsPlan(store, store.plans[known])) {
            return m_update.traffic().probe(arcsOf(b), store, store.plans[known], sum);
        }
    }
    const DetourPlan& plan = m_update.plan(arcsOf(b), DetourDepth::Traffic, m_store, m_lists[b - m_first]);
    return m_update.traffic().probe(arcsOf(b), m_store, plan, sum);
}

/// The first failure takes arcs without traffic, to which the second one sends some.
Loss PairsWorker::together(std::size_t b)
{
    m_both.assign(arcsOf(m_a).begin(), arcsOf(m_a).end());
    m_both.insert(m_both.end(), arcsOf(b).begin(), arcsOf(b).end());
    const DetourPlan& plan = m_update.planOnce(m_both, DetourDepth::Traffic, m_store);
    return m_update.traffic().probe(m_both, m_store, plan, loads(b - m_first).data());
}

void PairsWorker::takeBack(const DestinationTraces& bt, std::size_t b)
{
    const std::uint32_t trace = bt.traceOf(b);
    if (trace == DestinationTraces::kUntouched) {
        return;
    }
    Amount* sum = loads(b - m_first).data();
    const auto arcs = bt.arcs(trace);
    const auto changes = bt.changes(trace);
    for (std::size_t i = 0; i < arcs.size(); ++i) {
        sum[arcs[i]] -= changes[i];
    }
    m_loss[b - m_first] -= bt.loss(trace);
}

} // namespace twin::flow
