#include "twin/flow/failure_traces.h"

#include "twin/support/parallel.h"

#include <algorithm>

namespace twin::flow {

DestinationTraces::DestinationTraces(const EcmpBase& base, std::size_t destination, std::size_t firstFailure,
                                     std::size_t failures)
    : m_firstFailure(firstFailure)
    , m_index(failures, kUntouched)
{
    const EcmpState& state = base.destinations()[destination].state;
    m_nodeWords = (base.graph().coreCount() + state.leaves.size() + kWordBits - 1) / kWordBits;
    m_stride = 4 * m_nodeWords + base.failureWords();
    findSplits(base, state);
}

void DestinationTraces::findSplits(const EcmpBase& base, const EcmpState& state)
{
    m_splits.assign(m_nodeWords, 0);
    for (std::uint32_t node = 0; node < base.graph().coreCount(); ++node) {
        const NodeArcs& arcs = base.graph().arcsOf(node);
        const std::uint64_t* mask = state.mask(node, arcs);
        const bool isSplit = arcs.wordCount > 1 || (mask[0] & (mask[0] - 1)) != 0;
        if (isSplit) {
            m_splits[node / kWordBits] |= std::uint64_t{1} << (node % kWordBits);
        }
    }
}

void DestinationTraces::add(const EcmpBase& base, std::size_t failure, EcmpUpdate& update, PlanStore& store,
                            PlanList& list, std::span<Amount> scratch)
{
    m_index[failure - m_firstFailure] = static_cast<std::uint32_t>(m_loss.size());
    m_bits.resize(m_bits.size() + m_stride, 0);
    std::uint64_t* bits = m_bits.data() + m_bits.size() - m_stride;
    UpdateTrace trace;
    trace.touched = {bits, m_nodeWords};
    trace.decided = {bits + m_nodeWords, m_nodeWords};
    trace.moved = {bits + 2 * m_nodeWords, m_nodeWords};
    trace.heads = {bits + 3 * m_nodeWords, m_nodeWords};
    trace.meets = {bits + 4 * m_nodeWords, base.failureWords()};
    trace.arcs = &m_arcs;
    trace.changes = &m_changes;
    const std::span<const std::uint32_t> arcs = base.failures()[failure].arcs;
    update.fail(arcs);
    const DetourPlan& plan = update.plan(arcs, DetourDepth::All, store, list);
    m_plans.push_back(plan.isReusable ? static_cast<std::uint32_t>(&plan - store.plans.data()) : kNone);
    m_loss.push_back(update.traffic().probe(arcs, store, plan, scratch.data(), trace));
    update.restore(arcs);
    m_first.push_back(m_arcs.size());
}

std::size_t DestinationTraces::bytes() const
{
    return m_index.capacity() * sizeof(std::uint32_t) + m_bits.capacity() * sizeof(std::uint64_t) +
           m_arcs.capacity() * sizeof(std::uint32_t) + m_changes.capacity() * sizeof(Amount) +
           m_loss.capacity() * (sizeof(Loss) + sizeof(std::size_t) + sizeof(std::uint32_t));
}

std::size_t FailureTraces::bytes() const
{
    std::size_t sum = changes.capacity() * sizeof(Amount);
    for (const DestinationTraces& traces : destinations) {
        sum += traces.bytes();
    }
    for (const PlanStore& store : stores) {
        sum += store.nodes.capacity() * sizeof(PlanNode) + store.hops.capacity() * sizeof(PlanHop) +
               store.masks.capacity() * sizeof(MaskCheck) + store.arcs.capacity() * sizeof(ArcCheck);
    }
    return sum;
}

namespace {

/// What the failures of the block change altogether, one after the other by thread.
void addUp(const EcmpBase& base, FailureTraces& out, unsigned threads)
{
    const std::size_t arcCount = base.graph().arcCount();
    out.changes.assign((out.last - out.first) * arcCount, 0);
    out.loss.resize(out.last - out.first);
    parallelFor(out.last - out.first, threads, [&](std::size_t slot, unsigned) {
        Amount* sums = out.changes.data() + slot * arcCount;
        for (const DestinationTraces& traces : out.destinations) {
            const std::uint32_t trace = traces.traceOf(out.first + slot);
            if (trace == DestinationTraces::kUntouched) {
                continue;
            }
            const auto arcs = traces.arcs(trace);
            const auto changes = traces.changes(trace);
            for (std::size_t i = 0; i < arcs.size(); ++i) {
                sums[arcs[i]] += changes[i];
            }
            out.loss[slot] += traces.loss(trace);
        }
    });
}

} // namespace

FailureTraces traceFailures(const EcmpBase& base, std::size_t first, std::size_t last,
                            std::span<const std::unique_ptr<EcmpUpdate>> updates,
                            const std::atomic<bool>* cancelled)
{
    const auto threads = static_cast<unsigned>(updates.size());
    FailureTraces out;
    out.first = first;
    out.last = last;
    out.destinations.resize(base.destinations().size());
    out.workerOf.resize(base.destinations().size(), 0);
    out.stores.resize(threads);
    std::vector<std::vector<PlanList>> lists(threads, std::vector<PlanList>(last - first));
    std::vector<std::vector<Amount>> scratch(threads, std::vector<Amount>(base.graph().arcCount(), 0));
    const auto trace = [&](std::size_t t, unsigned worker) {
        out.workerOf[t] = worker;
        out.destinations[t] = DestinationTraces(base, t, first, last - first);
        updates[worker]->load(base.destinations()[t]);
        for (std::size_t f = first; f < last; ++f) {
            if (base.isMet(t, f)) {
                out.destinations[t].add(base, f, *updates[worker], out.stores[worker],
                                        lists[worker][f - first], scratch[worker]);
            }
        }
    };
    parallelFor(out.destinations.size(), threads, trace, cancelled);
    if (cancelled != nullptr && cancelled->load(std::memory_order_relaxed)) {
        return out; // half of it: nothing to add up
    }
    addUp(base, out, threads);
    return out;
}

} // namespace twin::flow
