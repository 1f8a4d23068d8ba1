#include "twin/flow/sweep.h"

#include "twin/flow/ecmp_sweep.h"
#include "twin/flow/engineering.h"
#include "twin/flow/fair_serving.h"
#include "twin/flow/pinned_sweep.h"
#include "twin/support/digest.h"

#include <algorithm>
#include <memory>
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

EngineeringOptions engineeringOf(const SweepOptions& options)
{
    EngineeringOptions out;
    out.threads = std::max(1U, options.threads);
    out.failed = options.outOfService;
    out.capacity_bps = options.capacity_bps;
    out.cancelled = options.cancelled;
    return out;
}

/// Runs the sweep and measures every scenario where it is computed.
class Measuring
{
  public:
    Measuring(const EcmpBase& base, const network::Graph& graph, std::span<const network::NodeDemand> demands,
              const SweepOptions& options, SweepResult& out)
        : m_base(base)
        , m_options(options)
        , m_out(out)
        , m_numbers(out.numbers())
        , m_capacity_bps(options.capacity_bps.empty() ? graph.capacity() : options.capacity_bps)
        , m_links(meteredLinks(graph, m_capacity_bps))
        , m_threads(std::max(1U, options.threads))
    {
        if (options.routing == SweepRouting::MaxMin) {
            m_flows = std::make_unique<ServedFlows>(demands, base);
        }
        for (unsigned worker = 0; m_flows != nullptr && worker < m_threads; ++worker) {
            m_servings.push_back(std::make_unique<FairServing>(base, *m_flows, m_capacity_bps));
        }
    }

    /// Lets the demands follow these paths, as long as they last.
    void pin(const PinnedPaths& pinned) { m_pinned = &pinned; }

    void run()
    {
        measureBase();
        const auto sink = [this](const ScenarioLoads& scenario, unsigned worker) {
            measure(scenario, worker);
        };
        if (m_pinned != nullptr) {
            sweepPinned(m_base, *m_pinned, m_options.order, m_threads, sink, m_options.cancelled);
        } else if (m_options.order == 1) {
            sweepSingles(m_base, m_threads, sink, m_options.cancelled);
        } else {
            sweepPairs(m_base, {m_threads, m_options.memoryBytes, m_options.cancelled}, sink);
        }
        for (unsigned worker = 1; worker < m_threads; ++worker) {
            m_meters[0].merge(m_meters[worker]);
        }
        m_out.headroom = m_meters[0].headroom();
    }

  private:
    void measureBase()
    {
        const std::span<const Amount> base = m_pinned == nullptr ? m_base.loads() : m_pinned->loads;
        std::vector<Amount> loads(base.begin(), base.end());
        Loss loss = m_base.loss();
        if (m_flows != nullptr) {
            m_servings[0]->serve({}, loads, loss);
        }
        m_meters.assign(m_threads, ScenarioMeter(m_links, m_base.scale(), m_options.culprits, loads));
        m_out.scenarios.resize(m_numbers.count());
        m_out.scenarios[0] = m_meters[0].measure(0, loads, loss);
    }

    void measure(const ScenarioLoads& scenario, unsigned worker)
    {
        Loss loss = scenario.loss;
        if (m_flows != nullptr) {
            const auto [first, second] = m_numbers.failuresOf(scenario.number);
            const std::size_t failures[] = {first, second};
            m_servings[worker]->serve(std::span(failures).first(first == second ? 1 : 2), scenario.loads,
                                      loss, scenario.routes);
        }
        m_out.scenarios[scenario.number] = m_meters[worker].measure(scenario.number, scenario.loads, loss);
    }

    const EcmpBase& m_base;
    const SweepOptions& m_options;
    SweepResult& m_out;
    ScenarioNumbers m_numbers;
    std::span<const std::uint64_t> m_capacity_bps;
    std::vector<MeteredLink> m_links;
    unsigned m_threads;
    const PinnedPaths* m_pinned = nullptr; ///< of Engineered
    std::unique_ptr<ServedFlows> m_flows;  ///< of MaxMin
    std::vector<std::unique_ptr<FairServing>> m_servings;
    std::vector<ScenarioMeter> m_meters;
};

/// The routing of `optimise`; of demands none of which has a path already, no paths.
Result<TeRouting> engineeredRouting(const network::Graph& graph, std::span<const network::NodeDemand> demands,
                                    const SweepOptions& options)
{
    auto found = engineer(graph, demands, engineeringOf(options));
    if (found) {
        return std::move(found->routing);
    }
    if (found.error().code != ErrorCode::Invalid) {
        return twin::failure(std::move(found.error()));
    }
    TeRouting none;
    none.firstPath.assign(demands.size() + 1, 0);
    return none;
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
    const SweepGraph layout(graph, options.cost);
    const EcmpBase base(layout, demands, out.failures, std::max(1U, options.threads), options.outOfService);
    Measuring measuring(base, graph, demands, options, out);
    std::unique_ptr<PinnedPaths> pinned;
    if (options.routing == SweepRouting::Engineered) {
        const auto routing = engineeredRouting(graph, demands, options);
        if (!routing) {
            return twin::failure(routing.error());
        }
        pinned = std::make_unique<PinnedPaths>(base, demands, *routing);
        measuring.pin(*pinned);
    }
    measuring.run();
    if (isSet(options.cancelled)) {
        return failure(ErrorCode::Cancelled, "the sweep was cancelled");
    }
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
