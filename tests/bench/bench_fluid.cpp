// The fluid simulation of plain instances (the peers' format), and what an event costs as the network grows.
//   bench_fluid run INSTANCE [RUNS [FINISH_TIMES]]   medians; compares with a peer's finish times if given
//   bench_fluid growth                               networks of 1, 10 and 100 times the size
// One JSON object.
#include "twin/flow/fluid_engine.h"
#include "twin/flow/fluid_instance.h"
#include "twin/flow/instance_file.h"
#include "twin/support/rng.h"

#include <nlohmann/json.hpp>

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fstream>
#include <string>
#include <vector>

namespace {

using namespace twin;
using namespace twin::flow;
using Json = nlohmann::ordered_json;

double processorSeconds()
{
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
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

double residentMiB()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

/// Largest relative difference to the finish times in a file, one a line in the order of the flows.
double differenceTo(const char* path, const std::vector<double>& finish_s)
{
    std::ifstream in(path);
    double worst = 0;
    for (const double mine : finish_s) {
        double other = 0;
        if (!(in >> other)) {
            return std::nan("");
        }
        worst = std::max(worst, std::abs(mine - other) / std::max(1e-9, other));
    }
    return worst;
}

int run(int argc, char** argv)
{
    const auto instance = readInstance(argv[2]);
    if (!instance) {
        std::fprintf(stderr, "%s\n", instance.error().text().c_str());
        return 2;
    }
    const int runs = argc > 3 ? std::max(1, std::atoi(argv[3])) : 5;
    std::vector<double> wall;
    std::vector<double> processor;
    FluidOutcome outcome;
    for (int i = 0; i < runs; ++i) {
        const double before = processorSeconds();
        const double begin = wallSeconds();
        outcome = *simulateInstance(*instance);
        wall.push_back(wallSeconds() - begin);
        processor.push_back(processorSeconds() - before);
    }
    const auto events = static_cast<double>(outcome.events);
    Json out{{"instance", argv[2]},
             {"links", instance->shares.capacity_bps.size()},
             {"flows", instance->bytes.size()},
             {"events", outcome.events},
             {"runs", runs},
             {"median_s", median(wall)},
             {"median_processor_s", median(processor)},
             {"processor_us_per_event", median(processor) / events * 1e6},
             {"keepers_per_event", static_cast<double>(outcome.repairs) / events},
             {"simulated_s", outcome.end_s},
             {"peak_resident_mib", residentMiB()}};
    if (argc > 4) {
        out["largest_difference"] = differenceTo(argv[4], outcome.finish_s);
    }
    std::printf("%s\n", out.dump(2).c_str());
    return 0;
}

/// `copies` regions side by side, each a core of 60 nodes in a ring with chords and 200 pools with an access
/// link either way; regions hang together in a ring of backbone links.
struct Nation
{
    static constexpr std::uint32_t kCore = 60;
    static constexpr std::uint32_t kPools = 200;
    static constexpr std::uint32_t kRing = 2 * kCore;
    static constexpr std::uint32_t kLinks = kRing + 2 * kPools + 2;

    std::uint32_t regions = 1;

    [[nodiscard]] std::vector<double> capacities() const
    {
        std::vector<double> out;
        for (std::uint32_t region = 0; region < regions; ++region) {
            Rng rng(1, "capacity", region);
            for (std::uint32_t link = 0; link < kRing; ++link) {
                out.push_back(4e11 * static_cast<double>(1U << rng.below(4)));
            }
            for (std::uint32_t link = 0; link < 2 * kPools; ++link) {
                out.push_back(1e11 * static_cast<double>(1U << rng.below(4)));
            }
            out.insert(out.end(), {3.2e12, 3.2e12});
        }
        return out;
    }

    /// Up a pool's access link, round the core, down another's; in another region over the backbone.
    [[nodiscard]] std::vector<std::uint32_t> path(Rng& rng, double local) const
    {
        const auto from = static_cast<std::uint32_t>(rng.below(regions));
        const bool isLocal = regions == 1 || rng.uniform() < local;
        const auto to = isLocal ? from : static_cast<std::uint32_t>(rng.below(regions));
        std::vector<std::uint32_t> out{from * kLinks + kRing + static_cast<std::uint32_t>(rng.below(kPools))};
        const auto round = [&](std::uint32_t region) {
            const auto begin = static_cast<std::uint32_t>(rng.below(kCore));
            const auto hops = static_cast<std::uint32_t>(1 + rng.below(6));
            for (std::uint32_t i = 0; i < hops; ++i) {
                out.push_back(region * kLinks + (begin + i) % kCore);
            }
        };
        round(from);
        for (std::uint32_t region = from; region != to; region = (region + 1) % regions) {
            out.push_back(region * kLinks + kRing + 2 * kPools);
        }
        if (to != from) {
            round(to);
        }
        out.push_back(to * kLinks + kRing + kPools + static_cast<std::uint32_t>(rng.below(kPools)));
        return out;
    }
};

/// Flows that begin anew as soon as they end: 1,500 a region under way, 20,000 events timed.
Json growthPoint(std::uint32_t regions, double local)
{
    constexpr std::uint32_t kFlowsPerRegion = 1500;
    constexpr std::uint64_t kEvents = 20'000;
    const Nation nation{regions};
    Rng rng(1, "growth", regions);
    const std::uint32_t flows = kFlowsPerRegion * regions;
    FluidEngine engine(nation.capacities(), 1, flows);
    std::vector<std::uint32_t> classes;
    for (std::uint32_t flow = 0; flow < flows; ++flow) {
        classes.push_back(engine.classOf(nation.path(rng, local), {}));
        engine.start(flow, classes[flow], rng.lognormal(1e11, 1.5));
    }
    engine.update();
    std::vector<std::uint32_t> done;
    const auto step = [&] {
        const auto finished = engine.advanceTo(engine.nextCompletion());
        done.assign(finished.begin(), finished.end());
        for (const std::uint32_t flow : done) {
            engine.start(flow, classes[flow], rng.lognormal(1e11, 1.5));
        }
        engine.update();
    };
    for (std::uint64_t i = 0; i < kEvents / 4; ++i) {
        step();
    }
    const std::uint64_t repairs = engine.shares().repairs();
    const double before = processorSeconds();
    for (std::uint64_t i = 0; i < kEvents; ++i) {
        step();
    }
    const double seconds = processorSeconds() - before;
    const double keepers = static_cast<double>(engine.shares().repairs() - repairs) / kEvents;
    return {{"links", nation.capacities().size()},
            {"flows", flows},
            {"processor_us_per_event", seconds / kEvents * 1e6},
            {"keepers_per_event", keepers},
            {"processor_ns_per_keeper", seconds / kEvents / keepers * 1e9}};
}

int growth()
{
    Json out;
    for (const double local : {1.0, 0.9}) {
        Json points = Json::array();
        for (const std::uint32_t regions : {1U, 10U, 100U}) {
            points.push_back(growthPoint(regions, local));
        }
        out[local == 1.0 ? "all_traffic_local" : "a_tenth_between_regions"] = points;
    }
    std::printf("%s\n", out.dump(2).c_str());
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc > 2 && std::strcmp(argv[1], "run") == 0) {
        return run(argc, argv);
    }
    if (argc == 2 && std::strcmp(argv[1], "growth") == 0) {
        return growth();
    }
    std::fprintf(stderr, "usage: bench_fluid run INSTANCE [RUNS [FINISH_TIMES]] | growth\n");
    return 2;
}
