#include "twin/flow/sweep.h"

#include "twin/flow/ecmp_sweep.h"
#include "twin/support/digest.h"

#include <algorithm>
#include <tuple>

namespace twin::flow {

namespace {

Result<> check(const SweepOptions& options, const ScenarioNumbers& numbers)
{
    if (options.order < 1 || options.order > 2) {
        return failure(ErrorCode::BadInput, "failures are swept singly (1) or in pairs as well (2)");
    }
    if (numbers.count() > kMostScenarios) {
        return failure(ErrorCode::TooLarge, std::to_string(numbers.count()) + " scenarios, more than " +
                                                std::to_string(kMostScenarios));
    }
    return {};
}

bool isSet(const std::atomic<bool>* flag)
{
    return flag != nullptr && flag->load(std::memory_order_relaxed);
}

} // namespace

Result<SweepResult> sweepFailures(const network::Graph& graph, std::span<const network::NodeDemand> demands,
                                  const SweepOptions& options)
{
    SweepResult out;
    out.order = options.order;
    out.failures = listFailures(graph, options.kind, options.includeAccess);
    if (auto checked = check(options, out.numbers()); !checked) {
        return twin::failure(std::move(checked.error()));
    }
    const unsigned threads = std::max(1U, options.threads);
    const SweepGraph layout(graph, options.cost);
    const EcmpBase base(layout, demands, out.failures, threads, options.outOfService);
    const std::vector<MeteredLink> links =
        meteredLinks(graph, options.capacity_bps.empty() ? graph.capacity() : options.capacity_bps);
    std::vector<ScenarioMeter> meters(threads,
                                      ScenarioMeter(links, base.scale(), options.culprits, base.loads()));
    out.scenarios.resize(out.numbers().count());
    out.scenarios[0] = meters[0].measure(0, base.loads(), base.loss());
    const auto sink = [&](std::size_t scenario, std::span<Amount> loads, const Loss& loss, unsigned worker) {
        out.scenarios[scenario] = meters[worker].measure(scenario, loads, loss);
    };
    if (options.order == 1) {
        sweepSingles(base, threads, sink, options.cancelled);
    } else {
        sweepPairs(base, {threads, options.memoryBytes, options.cancelled}, sink);
    }
    if (isSet(options.cancelled)) {
        return failure(ErrorCode::Cancelled, "the sweep was cancelled");
    }
    for (unsigned i = 1; i < threads; ++i) {
        meters[0].merge(meters[i]);
    }
    out.headroom = meters[0].headroom();
    return out;
}

std::vector<std::size_t> worstScenarios(const SweepResult& result, std::size_t count)
{
    std::vector<std::size_t> out(result.scenarios.size() - 1);
    for (std::size_t i = 0; i < out.size(); ++i) {
        out[i] = i + 1;
    }
    const auto isWorse = [&](std::size_t a, std::size_t b) {
        const ScenarioResult& x = result.scenarios[a];
        const ScenarioResult& y = result.scenarios[b];
        return std::tuple(-x.mlu, -x.lost_bps, y.disconnectedPairs, a) <
               std::tuple(-y.mlu, -y.lost_bps, x.disconnectedPairs, b);
    };
    const std::size_t kept = std::min(count, out.size());
    std::ranges::partial_sort(out, out.begin() + static_cast<std::ptrdiff_t>(kept), isWorse);
    out.resize(kept);
    return out;
}

std::string digestOf(const SweepResult& result)
{
    Digest digest;
    digest.add(std::uint64_t{result.scenarios.size()});
    for (const ScenarioResult& scenario : result.scenarios) {
        digest.add(scenario.mlu);
        digest.add(std::uint64_t{scenario.worstArc.value()});
        digest.add(scenario.lost_bps);
        digest.add(scenario.disconnectedPairs);
    }
    for (const Headroom& row : result.headroom) {
        digest.add(row.name);
        digest.add(row.base);
        for (const Culprit& culprit : row.culprits) {
            digest.add(culprit.utilisation);
            digest.add(std::uint64_t{culprit.scenario});
        }
    }
    return digest.finish();
}

} // namespace twin::flow
