#include "twin/flow/ecmp_sweep.h"
#include "twin/flow/failure_traces.h"
#include "twin/support/parallel.h"

#include <algorithm>
#include <memory>

namespace twin::flow {

namespace {

/// Second failures a thread takes at once with a first one.
constexpr std::size_t kTile = 64;
/// Failures traced to see how much memory one takes.
constexpr std::size_t kSample = 8;

/// One thread's part in putting pairs together.
class PairsWorker
{
  public:
    PairsWorker(const EcmpBase& base, EcmpUpdate& update)
        : m_base(base)
        , m_arcCount(base.graph().arcCount())
        , m_update(update)
        , m_loads(kTile * m_arcCount)
        , m_redone(base.destinations().size(), 0)
    {}

    /// Pairs of failure `a` of one block with failures [first, last) of another, at most kTile.
    void run(const FailureTraces& as, std::size_t a, const FailureTraces& bs, std::size_t first,
             std::size_t last);

    [[nodiscard]] std::span<Amount> loads(std::size_t slot)
    {
        return {m_loads.data() + slot * m_arcCount, m_arcCount};
    }

    [[nodiscard]] const Loss& loss(std::size_t slot) const { return m_loss[slot]; }

    /// True if the pair of the slot was computed anew for the destination.
    [[nodiscard]] bool isRedone(std::size_t destination, std::size_t slot) const
    {
        return ((m_redone[destination] >> slot) & 1U) != 0;
    }

  private:
    void begin(const FailureTraces& as, std::size_t a, const FailureTraces& bs);
    void findMeetings(const DestinationTraces& at, std::size_t a, const DestinationTraces& bt);
    void commitFirst(const FailureTraces& as, std::size_t destination, std::uint32_t trace);
    void redo(const FailureTraces& bs, std::size_t destination, std::size_t b, bool isFirstIn);
    void takeBack(const DestinationTraces& bt, std::size_t b);
    [[nodiscard]] Loss onTop(const FailureTraces& bs, std::size_t destination, std::size_t b);
    [[nodiscard]] Loss together(std::size_t b);

    [[nodiscard]] std::span<const std::uint32_t> arcsOf(std::size_t failure) const
    {
        return m_base.failures()[failure].arcs;
    }

    const EcmpBase& m_base;
    std::size_t m_arcCount;
    EcmpUpdate& m_update;
    std::size_t m_a = 0;
    std::size_t m_first = 0;
    std::size_t m_last = 0;
    std::vector<Amount> m_loads; ///< kTile scenarios'
    Loss m_loss[kTile];
    std::vector<std::uint64_t> m_redone; ///< by destination, a bit a slot
    std::vector<std::size_t> m_meetings; ///< second failures to be computed anew for one destination
    std::vector<std::uint32_t> m_both;
    PlanStore m_store;
    PlanList m_lists[kTile];
};

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

/// What is known of one failure alone, or of a pair.
class TracedRoutes final : public ScenarioRoutes
{
  public:
    struct Part
    {
        const FailureTraces* traces = nullptr;
        std::size_t failure = 0;
    };

    /// @param worker who put the pair together; null for a single failure
    TracedRoutes(const EcmpBase& base, std::span<const Part> parts, const PairsWorker* worker,
                 std::size_t slot)
        : m_base(base)
        , m_parts(parts)
        , m_worker(worker)
        , m_slot(slot)
    {}

    [[nodiscard]] bool mayChange(std::size_t destination,
                                 std::span<const std::uint8_t> isAsked) const override
    {
        if (isRedone(destination)) {
            return true;
        }
        return std::ranges::any_of(m_parts, [&](const Part& part) {
            const DestinationTraces& traces = part.traces->destinations[destination];
            const std::uint32_t trace = traces.traceOf(part.failure);
            return trace != DestinationTraces::kUntouched &&
                   std::ranges::any_of(traces.arcs(trace),
                                       [&](std::uint32_t arc) { return isAsked[arc] != 0; });
        });
    }

    [[nodiscard]] bool bring(std::size_t destination, EcmpUpdate& update) const override
    {
        if (isRedone(destination)) {
            return false;
        }
        return std::ranges::all_of(m_parts,
                                   [&](const Part& part) { return commit(part, destination, update); });
    }

  private:
    [[nodiscard]] bool isRedone(std::size_t destination) const
    {
        return m_worker != nullptr && m_worker->isRedone(destination, m_slot);
    }

    [[nodiscard]] bool commit(const Part& part, std::size_t destination, EcmpUpdate& update) const
    {
        const DestinationTraces& traces = part.traces->destinations[destination];
        const std::uint32_t trace = traces.traceOf(part.failure);
        if (trace == DestinationTraces::kUntouched) {
            return true;
        }
        const PlanStore& store = part.traces->stores[part.traces->workerOf[destination]];
        const std::uint32_t plan = traces.plan(trace);
        if (plan == kNone || !update.fitsPlan(store, store.plans[plan])) {
            return false;
        }
        update.commit(m_base.failures()[part.failure].arcs, store, store.plans[plan]);
        return true;
    }

    const EcmpBase& m_base;
    std::span<const Part> m_parts;
    const PairsWorker* m_worker;
    std::size_t m_slot;
};

/// The sweep over blocks of failures, each of which fits into memory.
class PairSweep
{
  public:
    PairSweep(const EcmpBase& base, const PairOptions& options, const ScenarioSink& sink)
        : m_base(base)
        , m_options(options)
        , m_sink(sink)
        , m_numbers(base.failures().size(), 2)
    {
        for (unsigned worker = 0; worker < std::max(1U, options.threads); ++worker) {
            m_updates.push_back(
                std::make_unique<EcmpUpdate>(base.graph(), base.outOfService(), &base.failuresOfArc()));
            m_workers.push_back(std::make_unique<PairsWorker>(base, *m_updates.back()));
        }
    }

    void run();

  private:
    [[nodiscard]] std::size_t blockSize() const;
    void singles(const FailureTraces& traces);
    void pairs(const FailureTraces& as, const FailureTraces& bs);

    [[nodiscard]] bool isCancelled() const
    {
        return m_options.cancelled != nullptr && m_options.cancelled->load(std::memory_order_relaxed);
    }

    [[nodiscard]] unsigned threads() const { return static_cast<unsigned>(m_workers.size()); }

    const EcmpBase& m_base;
    const PairOptions& m_options;
    const ScenarioSink& m_sink;
    ScenarioNumbers m_numbers;
    std::vector<std::unique_ptr<EcmpUpdate>> m_updates;
    std::vector<std::unique_ptr<PairsWorker>> m_workers;
};

void PairSweep::run()
{
    const std::size_t failures = m_base.failures().size();
    const std::size_t block = blockSize();
    for (std::size_t i = 0; i < failures && !isCancelled(); i += block) {
        const FailureTraces as = traceFailures(m_base, i, std::min(failures, i + block), m_updates);
        singles(as);
        pairs(as, as);
        for (std::size_t j = i + block; j < failures && !isCancelled(); j += block) {
            pairs(as, traceFailures(m_base, j, std::min(failures, j + block), m_updates));
        }
    }
}

/// Two blocks stand in memory at a time.
std::size_t PairSweep::blockSize() const
{
    const std::size_t failures = m_base.failures().size();
    const std::size_t sample = std::min(failures, kSample);
    if (sample == 0) {
        return 1;
    }
    // Loads and the smallest trace of every destination: if even those take little, there is no need to look.
    const std::size_t least = failures * (m_base.graph().arcCount() * sizeof(Amount) +
                                          m_base.destinations().size() * 2 * m_base.graph().coreCount());
    if (failures <= sample || least * 16 < m_options.memoryBytes) {
        return failures;
    }
    const std::size_t each = traceFailures(m_base, 0, sample, m_updates).bytes() / sample + 1;
    return std::clamp<std::size_t>(m_options.memoryBytes / (2 * each), 1, failures);
}

void PairSweep::singles(const FailureTraces& traces)
{
    const std::size_t arcCount = m_base.graph().arcCount();
    parallelFor(
        traces.last - traces.first, threads(),
        [&](std::size_t slot, unsigned worker) {
            const std::span<Amount> sum = m_workers[worker]->loads(0);
            const auto changes = traces.changesOf(traces.first + slot, arcCount);
            for (std::size_t arc = 0; arc < arcCount; ++arc) {
                sum[arc] = m_base.loads()[arc] + changes[arc];
            }
            Loss lost = m_base.loss();
            lost += traces.loss[slot];
            const TracedRoutes::Part parts[] = {{&traces, traces.first + slot}};
            const TracedRoutes routes(m_base, parts, nullptr, 0);
            m_sink({ScenarioNumbers::single(traces.first + slot), sum, lost, &routes}, worker);
        },
        m_options.cancelled);
}

void PairSweep::pairs(const FailureTraces& as, const FailureTraces& bs)
{
    struct Task
    {
        std::size_t a = 0;
        std::size_t first = 0;
        std::size_t last = 0;
    };

    std::vector<Task> tasks;
    for (std::size_t a = as.first; a < as.last; ++a) {
        for (std::size_t b = std::max(bs.first, a + 1); b < bs.last; b += kTile) {
            tasks.push_back({a, b, std::min(bs.last, b + kTile)});
        }
    }
    parallelFor(
        tasks.size(), threads(),
        [&](std::size_t item, unsigned worker) {
            const Task& task = tasks[item];
            m_workers[worker]->run(as, task.a, bs, task.first, task.last);
            for (std::size_t b = task.first; b < task.last; ++b) {
                const std::size_t slot = b - task.first;
                const TracedRoutes::Part parts[] = {{&as, task.a}, {&bs, b}};
                const TracedRoutes routes(m_base, parts, m_workers[worker].get(), slot);
                m_sink({m_numbers.pair(task.a, b), m_workers[worker]->loads(slot),
                        m_workers[worker]->loss(slot), &routes},
                       worker);
            }
        },
        m_options.cancelled);
}

} // namespace

void sweepPairs(const EcmpBase& base, const PairOptions& options, const ScenarioSink& sink)
{
    PairSweep(base, options, sink).run();
}

} // namespace twin::flow
