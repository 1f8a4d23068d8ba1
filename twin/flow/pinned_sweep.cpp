#include "twin/flow/pinned_sweep.h"

#include "twin/support/parallel.h"

#include <algorithm>
#include <memory>
#include <tuple>

namespace twin::flow {

PinnedPaths::PinnedPaths(const EcmpBase& base, std::span<const network::NodeDemand> demands,
                         const TeRouting& routing)
    : loads(base.graph().arcCount(), 0)
{
    std::vector<std::uint32_t> number(base.graph().nodeCount(), kNone); ///< of a destination, by node
    for (std::uint32_t t = 0; t < base.destinations().size(); ++t) {
        number[base.destinations()[t].node] = t;
    }
    for (std::size_t demand = 0; demand + 1 < routing.firstPath.size(); ++demand) {
        for (std::uint32_t path = routing.firstPath[demand]; path < routing.firstPath[demand + 1]; ++path) {
            const Amount amount = base.scale().units(routing.flow[path]);
            const auto list = routing.arcsOf(path);
            if (amount > 0 && !list.empty()) {
                paths.push_back({demands[demand].src.value(), number[demands[demand].dst.value()], amount,
                                 static_cast<std::uint32_t>(arcs.size()),
                                 static_cast<std::uint32_t>(list.size())});
                arcs.insert(arcs.end(), list.begin(), list.end());
            }
        }
    }
    std::ranges::stable_sort(paths, {}, [](const Path& path) {
        return std::pair{path.destination, path.source};
    });
    firstOfArc.assign(loads.size() + 1, 0);
    for (const std::uint32_t arc : arcs) {
        ++firstOfArc[arc + 1];
    }
    for (std::size_t arc = 0; arc < loads.size(); ++arc) {
        firstOfArc[arc + 1] += firstOfArc[arc];
    }
    pathsOfArc.resize(arcs.size());
    std::vector<std::uint32_t> next(firstOfArc.begin(), firstOfArc.end() - 1);
    for (std::uint32_t path = 0; path < paths.size(); ++path) {
        for (const std::uint32_t arc : arcsOf(paths[path])) {
            pathsOfArc[next[arc]++] = path;
            loads[arc] += paths[path].amount;
        }
    }
}

namespace {

/// One thread's part.
class PinnedWorker
{
  public:
    PinnedWorker(const EcmpBase& base, const PinnedPaths& pinned)
        : m_base(base)
        , m_pinned(pinned)
        , m_update(base.graph(), base.outOfService())
        , m_inflow(base.graph().coreCount(), 0)
        , m_isHit(pinned.paths.size(), 0)
    {}

    void run(std::size_t scenario, std::span<const std::size_t> failures, const ScenarioSink& sink,
             unsigned number)
    {
        m_loads.assign(m_pinned.loads.begin(), m_pinned.loads.end());
        m_loss = m_base.loss();
        m_failures = failures;
        collectArcs();
        withdrawHit();
        m_update.fail(m_arcs);
        for (std::size_t i = 0; i < m_hit.size();) {
            i = rerouteTo(m_pinned.paths[m_hit[i]].destination, i);
        }
        m_update.restore(m_arcs);
        sink({scenario, m_loads, m_loss, nullptr}, number);
    }

  private:
    void collectArcs()
    {
        m_arcs.clear();
        for (const std::size_t failure : m_failures) {
            const auto& list = m_base.failures()[failure].arcs;
            m_arcs.insert(m_arcs.end(), list.begin(), list.end());
        }
        std::ranges::sort(m_arcs);
        const auto rest = std::ranges::unique(m_arcs);
        m_arcs.erase(rest.begin(), rest.end());
    }

    void withdrawHit()
    {
        m_hit.clear();
        for (const std::uint32_t arc : m_arcs) {
            for (std::uint32_t i = m_pinned.firstOfArc[arc]; i < m_pinned.firstOfArc[arc + 1]; ++i) {
                const std::uint32_t path = m_pinned.pathsOfArc[i];
                if (m_isHit[path] == 0) {
                    m_isHit[path] = 1;
                    m_hit.push_back(path);
                }
            }
        }
        std::ranges::sort(m_hit);
        for (const std::uint32_t path : m_hit) {
            m_isHit[path] = 0;
            for (const std::uint32_t arc : m_pinned.arcsOf(m_pinned.paths[path])) {
                m_loads[arc] -= m_pinned.paths[path].amount;
            }
        }
    }

    /// Sends what the hit paths to one destination had by shortest paths; @return the next hit path.
    std::size_t rerouteTo(std::uint32_t destination, std::size_t hit)
    {
        bring(destination);
        std::uint32_t lost = kNone; ///< the last source without a path
        for (; hit < m_hit.size() && m_pinned.paths[m_hit[hit]].destination == destination; ++hit) {
            const PinnedPaths::Path& path = m_pinned.paths[m_hit[hit]];
            if (!enter(path)) {
                m_loss += {path.amount, lost == path.source ? 0 : 1};
                lost = path.source;
            }
        }
        passOn();
        return hit;
    }

    void bring(std::uint32_t destination)
    {
        m_update.load(m_base.destinations()[destination]);
        const bool isMet = std::ranges::any_of(
            m_failures, [&](std::size_t failure) { return m_base.isMet(destination, failure); });
        if (isMet) { // the sources have ECMP traffic, so their ways are looked after
            m_update.commit(m_arcs, m_store, m_update.planOnce(m_arcs, DetourDepth::Traffic, m_store));
        }
    }

    /// @return whether the source has a path left
    bool enter(const PinnedPaths::Path& path)
    {
        const EcmpCells& cells = m_update.cells();
        if (path.source < cells.coreCount) {
            if (cells.cells[path.source].state.distance == kFar) {
                return false;
            }
            m_inflow[path.source] += path.amount;
            return true;
        }
        const auto leaf = std::ranges::lower_bound(cells.leaves, path.source, {}, &LeafSource::leaf);
        if (leaf == cells.leaves.end() || leaf->leaf != path.source || leaf->ways == 0) {
            return false;
        }
        const auto arcs = cells.graph->out(path.source);
        for (std::size_t k = 0; k < arcs.size(); ++k) {
            if (cells.leafUses[leaf->firstFlag + k] != 0) {
                m_loads[arcs[k].arc] += partOf(path.amount, leaf->ways);
                m_inflow[arcs[k].head] += partOf(path.amount, leaf->ways);
            }
        }
        return true;
    }

    void passOn()
    {
        const EcmpCells& cells = m_update.cells();
        for (std::uint32_t rank = 0; rank < cells.coreCount; ++rank) {
            const std::uint32_t node = cells.order[rank];
            const Amount inflow = m_inflow[node];
            if (inflow == 0) {
                continue;
            }
            m_inflow[node] = 0;
            unsigned ways = 0;
            cells.forEachUsed(node, cells.maskOf(node), [&](std::uint32_t, std::uint32_t) { ++ways; });
            cells.forEachUsed(node, cells.maskOf(node), [&](std::uint32_t head, std::uint32_t arc) {
                m_loads[arc] += partOf(inflow, ways);
                if (head < cells.coreCount) {
                    m_inflow[head] += partOf(inflow, ways);
                }
            });
        }
    }

    const EcmpBase& m_base;
    const PinnedPaths& m_pinned;
    EcmpUpdate m_update;
    PlanStore m_store;
    std::span<const std::size_t> m_failures;
    std::vector<std::uint32_t> m_arcs;
    std::vector<std::uint32_t> m_hit; ///< paths, ascending
    std::vector<Amount> m_loads;
    Loss m_loss;
    std::vector<Amount> m_inflow; ///< by core node
    std::vector<std::uint8_t> m_isHit;
};

} // namespace

void sweepPinned(const EcmpBase& base, const PinnedPaths& pinned, unsigned order, unsigned threads,
                 const ScenarioSink& sink, const std::atomic<bool>* cancelled)
{
    const ScenarioNumbers numbers(base.failures().size(), order);
    std::vector<std::unique_ptr<PinnedWorker>> workers(std::max(1U, threads));
    parallelFor(
        numbers.count() - 1, threads,
        [&](std::size_t item, unsigned worker) {
            if (workers[worker] == nullptr) {
                workers[worker] = std::make_unique<PinnedWorker>(base, pinned);
            }
            const auto [first, second] = numbers.failuresOf(item + 1);
            const std::size_t failures[] = {first, second};
            workers[worker]->run(item + 1, std::span(failures).first(first == second ? 1 : 2), sink, worker);
        },
        cancelled);
}

} // namespace twin::flow
