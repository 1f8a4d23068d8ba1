// The failure sweep beside routing every scenario from scratch, one thread each, and on all processors.
//
//   bench_sweep [--rounds N] [NATION.swr [GRAPH.graph DEMANDS.demands]…]
//
// Without files, the demo's nation the build has made.
//
// Conduits of the snapshot, singly and in pairs, ECMP and max-min; links of each REPETITA instance, singly
// and in pairs, ECMP. From scratch every scenario of a sample is routed, and must come to the same loads.
// Times are medians, of processor time on one thread (other work on the machine counts less); one JSON
// object.
#include "tests/support/places.h"
#include "twin/flow/ecmp_sweep.h"
#include "twin/flow/fair_serving.h"
#include "twin/flow/sweep.h"
#include "twin/network/demand_file.h"
#include "twin/network/network.h"
#include "twin/support/parallel.h"

#include <nlohmann/json.hpp>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

using namespace twin;
using namespace twin::flow;
using Json = nlohmann::ordered_json;

constexpr std::size_t kSample = 60; ///< scenarios routed from scratch

double cpuSeconds()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_utime.tv_sec) + 1e-6 * static_cast<double>(usage.ru_utime.tv_usec);
}

double wallSeconds()
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

struct Case
{
    std::string name;
    network::Network network;
    network::DemandSet demands;
    SweepOptions options;
};

/// One scenario from scratch: distances, ways and traffic to every destination; with max-min the sharing.
class Scratch
{
  public:
    explicit Scratch(const Case& of)
        : m_case(of)
        , m_layout(of.network.graph, of.options.cost)
        , m_failures(listFailures(of.network.graph, of.options.kind))
        , m_numbers(m_failures.size(), of.options.order)
        , m_scale(of.demands.demands)
        , m_demands(demandsByDestination(of.demands.demands, m_scale))
    {}

    /// Loads of the scenario, in units.
    std::vector<Amount> run(std::size_t scenario)
    {
        std::vector<std::uint8_t> failed(m_layout.arcCount(), 0);
        const auto [a, b] = m_numbers.failuresOf(scenario);
        for (const std::size_t failure : {a, b}) {
            for (const std::uint32_t arc : m_failures[failure].arcs) {
                failed[arc] = 1;
            }
        }
        if (m_case.options.routing == SweepRouting::MaxMin) {
            return shared(failed);
        }
        std::vector<Amount> loads(m_layout.arcCount(), 0);
        for (const DestinationDemands& demands : m_demands) {
            (void)routeTo(m_layout, demands, loads, failed);
        }
        return loads;
    }

    [[nodiscard]] const AmountScale& scale() const { return m_scale; }

  private:
    std::vector<Amount> shared(std::span<const std::uint8_t> failed)
    {
        const std::vector<Failure> none;
        const EcmpBase base(m_layout, m_case.demands.demands, none, 1, failed);
        const ServedFlows flows(m_case.demands.demands, base);
        std::vector<Amount> loads(base.loads().begin(), base.loads().end());
        Loss loss = base.loss();
        FairServing(base, flows, m_case.network.graph.capacity()).serve({}, loads, loss);
        return loads;
    }

    const Case& m_case;
    SweepGraph m_layout;
    std::vector<Failure> m_failures;
    ScenarioNumbers m_numbers;
    AmountScale m_scale;
    std::vector<DestinationDemands> m_demands;
};

double mluOf(const Case& of, const Scratch& scratch, const std::vector<Amount>& loads)
{
    double out = 0;
    for (std::uint32_t arc = 0; arc < loads.size(); ++arc) {
        const std::uint64_t capacity = of.network.graph.capacity()[arc];
        if (capacity != network::kUnlimited_bps) {
            out = std::max(out, scratch.scale().bps(loads[arc]) / static_cast<double>(capacity));
        }
    }
    return out;
}

SweepResult sweepOnce(const Case& of, unsigned threads)
{
    SweepOptions options = of.options;
    options.threads = threads;
    auto result = sweepFailures(of.network.graph, of.demands.demands, options);
    if (!result) {
        std::fprintf(stderr, "%s\n", result.error().text().c_str());
        std::exit(1);
    }
    return std::move(*result);
}

Json measure(const Case& of, int rounds)
{
    Scratch scratch(of);
    std::vector<double> sweep_cpu;
    std::vector<double> sweep_wall;
    std::vector<double> each_cpu;
    std::vector<double> all_wall;
    std::size_t differ = 0;
    const unsigned processors = threadCount(0);
    SweepResult result;
    for (int round = 0; round < rounds; ++round) {
        double cpu = cpuSeconds();
        double wall = wallSeconds();
        result = sweepOnce(of, 1);
        sweep_cpu.push_back(cpuSeconds() - cpu);
        sweep_wall.push_back(wallSeconds() - wall);
        wall = wallSeconds();
        (void)sweepOnce(of, processors);
        all_wall.push_back(wallSeconds() - wall);
        const std::size_t scenarios = result.scenarios.size() - 1;
        const std::size_t step = std::max<std::size_t>(1, scenarios / kSample);
        std::size_t routed = 0;
        cpu = cpuSeconds();
        for (std::size_t scenario = 1; scenario <= scenarios; scenario += step, ++routed) {
            const double mlu = mluOf(of, scratch, scratch.run(scenario));
            const double swept = result.scenarios[scenario].mlu;
            const bool isSame = of.options.routing == SweepRouting::Ecmp
                                    ? mlu == swept
                                    : std::abs(mlu - swept) <= 1e-9 * std::max(1.0, mlu);
            differ += isSame ? 0 : 1;
        }
        each_cpu.push_back((cpuSeconds() - cpu) / static_cast<double>(routed));
    }
    const auto scenarios = static_cast<double>(result.scenarios.size() - 1);
    const double swept = median(sweep_cpu);
    const double plain = median(each_cpu) * scenarios;
    return Json{{"case", of.name},
                {"failures", result.failures.size()},
                {"scenarios", result.scenarios.size() - 1},
                {"base_mlu", result.scenarios[0].mlu},
                {"one_thread_cpu_s", swept},
                {"one_thread_wall_s", median(sweep_wall)},
                {"per_scenario_cpu_ms", swept * 1e3 / scenarios},
                {"processors", processors},
                {"all_processors_wall_s", median(all_wall)},
                {"all_processors_per_scenario_ms", median(all_wall) * 1e3 / scenarios},
                {"from_scratch_per_scenario_cpu_ms", median(each_cpu) * 1e3},
                {"from_scratch_cpu_s", plain},
                {"times_faster", plain / swept},
                {"scenarios_that_differ", differ}};
}

/// False if a file cannot be opened, which is said.
bool addCases(std::vector<Case>& out, const std::string& network, const std::string& demands)
{
    for (const unsigned order : {1U, 2U}) {
        for (const SweepRouting routing : {SweepRouting::Ecmp, SweepRouting::MaxMin}) {
            if (!demands.empty() && routing == SweepRouting::MaxMin) {
                continue;
            }
            auto opened = network::openNetwork(network);
            if (!opened) {
                std::fprintf(stderr, "%s\n", opened.error().text().c_str());
                return false;
            }
            Case next{network, std::move(*opened), {}, {}};
            next.demands = next.network.demands;
            if (!demands.empty()) {
                auto read = network::readDemands(demands, next.network);
                if (!read) {
                    std::fprintf(stderr, "%s\n", read.error().text().c_str());
                    return false;
                }
                next.demands = std::move(*read);
            }
            next.options.order = order;
            next.options.routing = routing;
            next.options.kind = demands.empty() ? FailureKind::Conduits : FailureKind::Links;
            next.options.cost = demands.empty() ? network::PathCost::Delay : network::PathCost::Metric;
            next.name += demands.empty() ? " conduits" : " links";
            next.name += order == 1 ? ", single" : ", single and double";
            next.name += routing == SweepRouting::Ecmp ? ", ECMP" : ", max-min";
            out.push_back(std::move(next));
        }
    }
    return true;
}

} // namespace

int main(int argc, char** argv)
{
    int rounds = 5;
    std::vector<std::string> files;
    for (int i = 1; i < argc; ++i) {
        if (std::string(argv[i]) == "--rounds" && i + 1 < argc) {
            rounds = std::max(1, std::atoi(argv[++i]));
        } else {
            files.emplace_back(argv[i]);
        }
    }
    if (files.empty()) {
        files.emplace_back(test::programPath("/../share/suanwang/demo.swr"));
    }
    if (files.size() % 2 == 0) {
        std::fprintf(stderr,
                     "usage: bench_sweep [--rounds N] [NATION.swr [GRAPH.graph DEMANDS.demands]...]\n");
        return 2;
    }
    std::vector<Case> cases;
    bool isComplete = addCases(cases, files[0], "");
    for (std::size_t i = 1; i + 1 < files.size(); i += 2) {
        isComplete &= addCases(cases, files[i], files[i + 1]);
    }
    Json out{{"rounds", rounds}, {"cases", Json::array()}};
    for (const Case& next : cases) {
        out["cases"].push_back(measure(next, rounds));
    }
    std::printf("%s\n", out.dump(2).c_str());
    return isComplete ? 0 : 3;
}
