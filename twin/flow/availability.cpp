#include "twin/flow/availability.h"

#include "twin/flow/cut_states.h"
#include "twin/support/digest.h"
#include "twin/support/parallel.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <string>

namespace twin::flow {

namespace {

constexpr std::size_t kStretches = 20;
constexpr double kStudent = 2.093024; ///< 97.5 % of Student's t, 19 degrees of freedom
constexpr double kRuleOfThree = 3;
constexpr double kSecondsPerHour = 3600;
constexpr double kSecondsPerYear = 365.25 * 24 * kSecondsPerHour;

Estimated estimate(std::span<const double> samples)
{
    double sum = 0;
    for (const double sample : samples) {
        sum += sample;
    }
    const auto count = static_cast<double>(samples.size());
    const double mean = sum / count;
    double squares = 0;
    for (const double sample : samples) {
        squares += (sample - mean) * (sample - mean);
    }
    const double half = kStudent * std::sqrt(squares / (count - 1) / count);
    return {mean, mean - half, mean + half};
}

/// The availability whose complement was measured.
Estimated complement(const Estimated& down, double atWorst)
{
    Estimated out{1 - down.mean, std::max(0.0, 1 - down.high), std::min(1.0, 1 - down.low)};
    if (down.mean == 0) {
        out.low = std::max(0.0, 1 - atWorst);
    }
    return out;
}

class Simulation
{
  public:
    Simulation(const EcmpBase& base, const std::vector<DestinationDemands>& demands,
               std::span<const ConduitReliability> reliability, const AvailabilityOptions& options)
        : m_base(base)
        , m_demands(demands)
        , m_reliability(reliability)
        , m_options(options)
        , m_threads(std::max(1U, options.threads))
    {}

    /// @param newWorker makes the evaluation of one thread
    template <typename NewWorker> Result<AvailabilityResult> run(NewWorker&& newWorker)
    {
        simulate();
        constexpr auto kMostEntries = static_cast<std::size_t>(kMostOutageEntries);
        std::atomic<std::size_t> entries{0};
        std::vector<std::unique_ptr<CutStates>> workers(m_threads);
        parallelFor(
            m_sets.size(), m_threads,
            [&](std::size_t i, unsigned worker) {
                if (entries.load(std::memory_order_relaxed) > kMostEntries) {
                    return; // told below
                }
                if (workers[worker] == nullptr) {
                    workers[worker] = newWorker();
                }
                m_states[i] = workers[worker]->evaluate(*m_sets[i]);
                entries.fetch_add(m_states[i].down.size(), std::memory_order_relaxed);
            },
            m_options.cancelled);
        if (entries > kMostEntries) {
            return failure(ErrorCode::TooLarge,
                           "the " + std::to_string(m_sets.size()) +
                               " sets of conduits cut at once leave too many pairs without a path");
        }
        return result();
    }

  private:
    void simulate();
    [[nodiscard]] AvailabilityResult result() const;
    void addPairs(AvailabilityResult& out, std::vector<double>& down, double atWorst) const;

    [[nodiscard]] double stretch_s() const
    {
        return m_options.years / static_cast<double>(kStretches) * kSecondsPerYear;
    }

    const EcmpBase& m_base;
    const std::vector<DestinationDemands>& m_demands;
    std::span<const ConduitReliability> m_reliability;
    const AvailabilityOptions& m_options;
    unsigned m_threads;
    std::vector<OutageHistory> m_histories;
    std::map<CutSet, std::size_t> m_numbers; ///< of the sets
    std::vector<const CutSet*> m_sets;
    std::vector<CutState> m_states;
};

void Simulation::simulate()
{
    m_histories.resize(kStretches);
    parallelFor(
        kStretches, m_threads,
        [&](std::size_t i, unsigned) {
            m_histories[i] = simulateOutages(m_reliability, m_options.years / static_cast<double>(kStretches),
                                             m_options.seed, i);
        },
        m_options.cancelled);
    for (const OutageHistory& history : m_histories) {
        for (const auto& [cut, seconds] : history) {
            m_numbers.emplace(cut, 0);
        }
    }
    for (auto& [cut, number] : m_numbers) {
        number = m_sets.size();
        m_sets.push_back(&cut);
    }
    m_states.resize(m_sets.size());
}

AvailabilityResult Simulation::result() const
{
    std::size_t pairs = 0;
    double longestRepair = 0;
    for (const DestinationDemands& destination : m_demands) {
        pairs += destination.sources.size();
    }
    for (const ConduitReliability& conduit : m_reliability) {
        longestRepair =
            std::isfinite(conduit.up_s) ? std::max(longestRepair, conduit.repair_s) : longestRepair;
    }
    std::vector<double> down(pairs * kStretches, 0); ///< share of the stretch, pair by pair
    std::vector<double> lost(kStretches, 0);         ///< Gb/s · h a year
    std::vector<double> broken(kStretches, 0);
    for (std::size_t i = 0; i < kStretches; ++i) {
        for (const auto& [cut, seconds] : m_histories[i]) {
            const CutState& state = m_states[m_numbers.at(cut)];
            const double share = seconds / stretch_s();
            lost[i] += state.lost_bps * 1e-9 * share * kSecondsPerYear / kSecondsPerHour;
            broken[i] += state.down.empty() ? 0 : share;
            for (const std::uint32_t pair : state.down) {
                down[pair * kStretches + i] += share;
            }
        }
    }
    const double atWorst = kRuleOfThree * longestRepair / (m_options.years * kSecondsPerYear);
    AvailabilityResult out;
    out.states = m_sets.size();
    out.lost_gbpsHoursPerYear = estimate(lost);
    out.lost_gbpsHoursPerYear.low = std::max(0.0, out.lost_gbpsHoursPerYear.low);
    out.allConnected = complement(estimate(broken), atWorst);
    addPairs(out, down, atWorst);
    return out;
}

void Simulation::addPairs(AvailabilityResult& out, std::vector<double>& down, double atWorst) const
{
    std::size_t pair = 0;
    for (const DestinationDemands& destination : m_demands) {
        for (const SourceAmount& source : destination.sources) {
            const std::span<const double> samples(down.data() + kStretches * pair++, kStretches);
            out.pairs.push_back({network::NodeIndex{source.node}, network::NodeIndex{destination.node},
                                 m_base.scale().bps(source.amount), complement(estimate(samples), atWorst)});
        }
    }
}

Result<> check(const AvailabilityOptions& options, std::span<const ConduitReliability> reliability)
{
    if (!(options.years > 0 && options.years <= 1e9)) {
        return failure(ErrorCode::BadInput, "years to simulate are above 0, at most 1e9");
    }
    if (options.routing == SweepRouting::Engineered) {
        return failure(ErrorCode::BadInput, "availability is simulated with ECMP or max-min routing");
    }
    const double events = expectedEvents(reliability, options.years);
    if (events > kMostOutageEvents) {
        return failure(ErrorCode::TooLarge, std::to_string(std::llround(events)) +
                                                " cuts and repairs to simulate, more than " +
                                                std::to_string(std::llround(kMostOutageEvents)));
    }
    if (events * expectedDown(reliability) > kMostOutageEntries) {
        return failure(ErrorCode::TooLarge, std::to_string(std::llround(expectedDown(reliability))) +
                                                " conduits down at once on average, too many for that many "
                                                "cuts: fewer years, shorter repairs");
    }
    return {};
}

} // namespace

Result<AvailabilityResult> simulateAvailability(const network::Graph& graph,
                                                std::span<const network::NodeDemand> demands,
                                                std::span<const ConduitReliability> reliability,
                                                const AvailabilityOptions& options)
{
    if (auto checked = check(options, reliability); !checked) {
        return twin::failure(std::move(checked.error()));
    }
    const std::vector<Failure> conduits = listFailures(graph, FailureKind::Conduits, options.includeAccess);
    if (conduits.size() != reliability.size()) {
        return failure(ErrorCode::BadInput, "a reliability is needed for each conduit");
    }
    const SweepGraph layout(graph, options.cost);
    const EcmpBase base(layout, demands, conduits, std::max(1U, options.threads));
    const std::vector<DestinationDemands> lists = demandsByDestination(demands, base.scale());
    const ServedFlows flows(demands, base);
    auto out = Simulation(base, lists, reliability, options).run([&] {
        std::unique_ptr<FairServing> serving;
        if (options.routing == SweepRouting::MaxMin) {
            serving = std::make_unique<FairServing>(base, flows, graph.capacity());
        }
        return std::make_unique<CutStates>(base, lists, std::move(serving));
    });
    if (options.cancelled != nullptr && options.cancelled->load(std::memory_order_relaxed)) {
        return failure(ErrorCode::Cancelled, "the simulation was cancelled");
    }
    return out;
}

std::string digestOf(const AvailabilityResult& result)
{
    Digest digest;
    const auto add = [&](const Estimated& value) {
        digest.add(value.mean);
        digest.add(value.low);
        digest.add(value.high);
    };
    digest.add(result.states);
    add(result.lost_gbpsHoursPerYear);
    add(result.allConnected);
    for (const PairAvailability& pair : result.pairs) {
        digest.add(std::uint64_t{pair.src.value()});
        digest.add(std::uint64_t{pair.dst.value()});
        add(pair.availability);
    }
    return digest.finish();
}

} // namespace twin::flow
