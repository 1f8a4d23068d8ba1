#include "twin/flow/ecmp_sweep.h"
#include "twin/flow/pairs_worker.h"
#include "twin/support/parallel.h"

#include <algorithm>
#include <memory>

namespace twin::flow {

namespace {

/// Failures traced to see how much memory one takes.
constexpr std::size_t kSample = 8;

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
        for (std::size_t b = std::max(bs.first, a + 1); b < bs.last; b += kPairTile) {
            tasks.push_back({a, b, std::min(bs.last, b + kPairTile)});
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
