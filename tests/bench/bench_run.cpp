// Runs of scenarios on the national twin: one day with 20,000 transfers, 2,000 job events and 20 failures;
// and days of random failures for the availability of jobs. One JSON object; by the clock and of the
// processor.
//
//   bench_run [NATION.swr [DAYS]]      (without it, the demo's nation the build has made, and 100 days)
#include "tests/support/places.h"
#include "twin/registry/build.h"
#include "twin/scenario/failure_days.h"
#include "twin/scenario/run.h"
#include "twin/support/parallel.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

namespace {

using namespace twin::scenario;
using Json = nlohmann::ordered_json;

constexpr std::size_t kFailures = 20;
constexpr int kRuns = 9;

double processorSeconds()
{
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

struct Times
{
    std::vector<double> wall_s;
    std::vector<double> processor_s;

    template <typename Work> void measure(Work&& work)
    {
        const double before = processorSeconds();
        const auto begin = std::chrono::steady_clock::now();
        work();
        processor_s.push_back(processorSeconds() - before);
        wall_s.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
    }

    [[nodiscard]] Json json()
    {
        std::ranges::sort(wall_s);
        std::ranges::sort(processor_s);
        return {{"runs", wall_s.size()},
                {"median_s", wall_s[wall_s.size() / 2]},
                {"best_s", wall_s.front()},
                {"median_processor_s", processor_s[processor_s.size() / 2]},
                {"best_processor_s", processor_s.front()}};
    }
};

template <typename Answer> typename Answer::value_type need(Answer result)
{
    if (!result) {
        std::fprintf(stderr, "%s\n", result.error().text().c_str());
        std::exit(1);
    }
    return std::move(*result);
}

/// Twenty of what might fail in a day thirty times as bad as usual, spread over it.
std::vector<Command> failuresOf(const Ground& ground)
{
    StormRates rates;
    rates.scale = 30;
    rates.identifierYear = 0;
    rates.cardHours = 0; // of single cards there would be little else
    std::vector<Command> out = need(randomFailures(ground, twin::kDay, 1, rates));
    if (out.size() < kFailures) {
        std::fprintf(stderr, "only %zu failures\n", out.size());
        std::exit(1);
    }
    std::vector<Command> some;
    for (std::size_t i = 0; i < kFailures; ++i) {
        some.push_back(out[i * out.size() / kFailures]);
    }
    return some;
}

Json day(const Ground& ground)
{
    Document document;
    document.horizon = twin::kDay;
    document.commands = failuresOf(ground);
    RunOptions options;
    options.arrivals = need(randomArrivals(ground, twin::kDay, {19'400, 1'200, 1}));
    Times times;
    Run run;
    for (int i = 0; i < kRuns; ++i) {
        times.measure([&] { run = need(simulateRun(ground, document, options)); });
    }
    Json out{{"transfers_arriving", options.arrivals.transfers.size()},
             {"jobs_arriving", options.arrivals.jobs.size()},
             {"jobs_started", run.sums.jobsStarted},
             {"jobs_finished", run.sums.jobsFinished},
             {"transfers_finished", run.sums.transfersFinished},
             {"failures", document.commands.size()},
             {"moments", run.moments},
             {"events_listed", run.events.size()},
             {"events_left_out", run.eventsLeftOut},
             {"hash", run.stateHash}};
    out["time"] = times.json();
    return out;
}

Json failureDays(const Ground& ground, std::uint32_t days)
{
    FailureDaysOptions options;
    options.days = days;
    options.threads = twin::threadCount(0);
    Times times;
    FailureDays result;
    times.measure([&] { result = need(simulateFailureDays(ground, {}, options)); });
    Json out{{"days", days},
             {"threads", options.threads},
             {"failures", result.failures},
             {"up", result.all.up.mean},
             {"effective", result.all.effective.mean},
             {"at999_gflops", result.at999_gflops},
             {"hash", result.stateHash}};
    out["time"] = times.json();
    return out;
}

} // namespace

int main(int argc, char** argv)
{
    const std::string path = argc > 1 ? argv[1] : test::programPath("/../share/suanwang/demo.swr");
    const auto days = argc > 2 ? static_cast<std::uint32_t>(std::strtoul(argv[2], nullptr, 10)) : 100U;
    const auto loaded = need(twin::registry::loadRegistryFile(path));
    const GroundPtr ground = need(Ground::of(loaded.registry, loaded.workload));
    Json out{{"network", path}, {"flows", ground->flows().size()}, {"jobs", ground->jobs().size()}};
    out["day"] = day(*ground);
    if (days >= 2) {
        out["failure_days"] = failureDays(*ground, days);
    }
    std::printf("%s\n", out.dump(2).c_str());
    return 0;
}
