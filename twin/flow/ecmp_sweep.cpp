#include "twin/flow/ecmp_sweep.h"

#include "twin/flow/ecmp_update.h"
#include "twin/support/parallel.h"

#include <algorithm>
#include <memory>

namespace twin::flow {

namespace {

/// Failures a thread takes at once: the state of a destination is loaded once for all of them.
constexpr std::size_t kTile = 16;

class SinglesWorker
{
  public:
    explicit SinglesWorker(const EcmpBase& base)
        : m_base(base)
        , m_update(base.graph(), base.outOfService())
        , m_loads(kTile * base.graph().arcCount())
    {}

    void run(std::size_t first, std::size_t last, const ScenarioSink& sink, unsigned number)
    {
        begin(last - first);
        for (std::size_t t = 0; t < m_base.destinations().size(); ++t) {
            bool isLoaded = false;
            for (std::size_t f = first; f < last; ++f) {
                if (!m_base.isMet(t, f)) {
                    continue;
                }
                if (!isLoaded) {
                    m_update.load(m_base.destinations()[t]);
                    isLoaded = true;
                }
                fail(f, f - first);
            }
        }
        for (std::size_t f = first; f < last; ++f) {
            sink({ScenarioNumbers::single(f), loads(f - first), m_loss[f - first], nullptr}, number);
        }
    }

  private:
    [[nodiscard]] std::span<Amount> loads(std::size_t slot)
    {
        const std::size_t arcs = m_base.graph().arcCount();
        return {m_loads.data() + slot * arcs, arcs};
    }

    void begin(std::size_t slots)
    {
        m_store.clear();
        for (std::size_t slot = 0; slot < slots; ++slot) {
            std::ranges::copy(m_base.loads(), loads(slot).begin());
            m_loss[slot] = m_base.loss();
            m_lists[slot].clear();
        }
    }

    void fail(std::size_t failure, std::size_t slot)
    {
        const std::span<const std::uint32_t> arcs = m_base.failures()[failure].arcs;
        m_update.fail(arcs);
        const DetourPlan& plan = m_update.plan(arcs, DetourDepth::Traffic, m_store, m_lists[slot]);
        m_loss[slot] += m_update.traffic().probe(arcs, m_store, plan, loads(slot).data());
        m_update.restore(arcs);
    }

    const EcmpBase& m_base;
    EcmpUpdate m_update;
    std::vector<Amount> m_loads; ///< kTile scenarios'
    Loss m_loss[kTile];
    PlanStore m_store;
    PlanList m_lists[kTile];
};

} // namespace

void sweepSingles(const EcmpBase& base, unsigned threads, const ScenarioSink& sink,
                  const std::atomic<bool>* cancelled)
{
    const std::size_t failures = base.failures().size();
    const std::size_t share = failures / (4 * std::size_t{std::max(1U, threads)});
    const std::size_t tile = std::clamp<std::size_t>(share, 1, kTile);
    std::vector<std::unique_ptr<SinglesWorker>> workers(std::max(1U, threads));
    parallelFor((failures + tile - 1) / tile, threads,
                [&](std::size_t item, unsigned worker) {
                    if (workers[worker] == nullptr) {
                        workers[worker] = std::make_unique<SinglesWorker>(base);
                    }
                    const std::size_t first = item * tile;
                    workers[worker]->run(first, std::min(failures, first + tile), sink, worker);
                },
                cancelled);
}

} // namespace twin::flow
