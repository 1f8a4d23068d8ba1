#include "twin/flow/kept_failures.h"

#include "twin/flow/pairs_worker.h"
#include "twin/support/parallel.h"

#include <algorithm>
#include <memory>
#include <vector>

namespace twin::flow {

namespace {

/// One thread's workspace.
struct Workspace
{
    explicit Workspace(const EcmpBase& base)
        : update(base.graph(), base.outOfService(), &base.failuresOfArc())
        , pairs(base, update)
    {}

    EcmpUpdate update;
    PairsWorker pairs;
};

FailureTraces traceAll(const EcmpBase& base, unsigned threads, const std::atomic<bool>* cancelled)
{
    std::vector<std::unique_ptr<EcmpUpdate>> updates;
    for (unsigned worker = 0; worker < std::max(1U, threads); ++worker) {
        updates.push_back(
            std::make_unique<EcmpUpdate>(base.graph(), base.outOfService(), &base.failuresOfArc()));
    }
    return traceFailures(base, 0, base.failures().size(), updates, cancelled);
}

} // namespace

KeptFailures::KeptFailures(const EcmpBase& base, unsigned threads, const std::atomic<bool>* cancelled)
    : m_base(base)
    , m_traces(traceAll(base, threads, cancelled))
{}

std::vector<Amount> KeptFailures::loadsOf(std::size_t first) const
{
    std::vector<Amount> out(m_base.loads().begin(), m_base.loads().end());
    const auto changes = m_traces.changesOf(first, out.size());
    for (std::size_t arc = 0; arc < out.size(); ++arc) {
        out[arc] += changes[arc];
    }
    return out;
}

Loss KeptFailures::lossOf(std::size_t first) const
{
    Loss out = m_base.loss();
    out += m_traces.loss[first];
    return out;
}

void KeptFailures::sweepOnTopOf(std::size_t first, unsigned threads, const ScenarioSink& sink,
                                const std::atomic<bool>* cancelled) const
{
    const std::size_t failures = m_base.failures().size();
    const unsigned workers = std::max(1U, threads);
    const std::size_t tile = std::clamp<std::size_t>(failures / workers + 1, 1, kPairTile);
    std::vector<std::unique_ptr<Workspace>> workspaces(workers);
    parallelFor(
        (failures + tile - 1) / tile, workers,
        [&](std::size_t item, unsigned worker) {
            if (workspaces[worker] == nullptr) {
                workspaces[worker] = std::make_unique<Workspace>(m_base);
            }
            PairsWorker& pairs = workspaces[worker]->pairs;
            const auto run = [&](std::size_t begin, std::size_t end) {
                if (begin >= end) {
                    return;
                }
                pairs.run(m_traces, first, m_traces, begin, end);
                for (std::size_t b = begin; b < end; ++b) {
                    sink({ScenarioNumbers::single(b), pairs.loads(b - begin), pairs.loss(b - begin), nullptr},
                         worker);
                }
            };
            const std::size_t begin = item * tile;
            const std::size_t end = std::min(failures, begin + tile);
            if (first < begin || first >= end) {
                run(begin, end);
                return;
            }
            run(begin, first);
            std::vector<Amount> loads = loadsOf(first);
            sink({ScenarioNumbers::single(first), loads, lossOf(first), nullptr}, worker);
            run(first + 1, end);
        },
        cancelled);
}

} // namespace twin::flow
