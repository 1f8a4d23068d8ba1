// Demand deduction on networks whose traffic matrix is known: loads made by ECMP from it, 1 % noise on every
// meter; how far the gravity model, and the estimate, are from the truth, and how long it takes (median of
// 5, of one when it takes long). One JSON object. Arguments: NETWORK or NETWORK,DEMANDS …; without any, the
// smaller files of ../shared/data that hold demands; `--all` adds UsCarrier and the national snapshot of the
// build. A file that is absent or not understood is said and left out, and so is what takes longer than
// `--limit` seconds (20).
#include "tests/support/places.h"
#include "twin/flow/deduce.h"
#include "twin/flow/demand_errors.h"
#include "twin/network/demand_file.h"
#include "twin/network/network.h"
#include "twin/support/parallel.h"
#include "twin/support/rng.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace twin;
using network::Network;
using network::NodeDemand;
using Json = nlohmann::ordered_json;

constexpr std::uint64_t kSeed = 1;
constexpr double kNoise = 0.01;
/// Runs that take longer than this are done once: their spread says less than their length.
constexpr double kLong_s = 3;
/// A matrix of another day: every demand off by a log-normal factor of this sigma.
constexpr double kStale = 0.5;
constexpr int kRuns = 5;

/// Cancels what it is given to when the limit has passed.
class Deadline
{
  public:
    explicit Deadline(double limit_s)
        : m_thread([this, limit_s](const std::stop_token& stop) {
            std::unique_lock lock(m_mutex);
            m_wake.wait_for(lock, stop, std::chrono::duration<double>(limit_s), [] { return false; });
            m_isPast = !stop.stop_requested();
        })
    {}

    [[nodiscard]] const std::atomic<bool>* isPast() const { return &m_isPast; }

  private:
    std::atomic<bool> m_isPast = false;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::jthread m_thread; ///< last: stopped and joined first
};

struct Case
{
    std::string network;
    std::string demands; ///< empty = the network's own
};

std::vector<double> noisyLoads(const Network& network, std::span<const NodeDemand> truth,
                               network::PathCost cost)
{
    auto loads = network::ecmpLoads(network.graph, truth, {}, cost).arc_bps;
    for (std::size_t arc = 0; arc < loads.size(); ++arc) {
        loads[arc] = std::max(0.0, loads[arc] * (1 + kNoise * Rng(kSeed, "bench.meter", arc).normal()));
    }
    return loads;
}

network::EdgeTotals totalsOf(const Network& network, std::span<const NodeDemand> truth)
{
    network::EdgeTotals out;
    out.in_bps.assign(network.graph.nodeCount(), 0);
    out.out_bps.assign(network.graph.nodeCount(), 0);
    for (const NodeDemand& demand : truth) {
        out.in_bps[demand.src.value()] += demand.bps;
        out.out_bps[demand.dst.value()] += demand.bps;
    }
    for (std::size_t node = 0; node < out.in_bps.size(); ++node) {
        out.in_bps[node] *= 1 + kNoise * Rng(kSeed, "bench.in", node).normal();
        out.out_bps[node] *= 1 + kNoise * Rng(kSeed, "bench.out", node).normal();
    }
    return out;
}

network::DemandSet staleMatrix(std::span<const NodeDemand> truth)
{
    network::DemandSet out;
    for (std::size_t i = 0; i < truth.size(); ++i) {
        NodeDemand demand = truth[i];
        demand.bps *= Rng(kSeed, "bench.stale", i).lognormal(1, kStale);
        out.demands.push_back(demand);
    }
    return out;
}

Json errorsJson(const flow::DemandErrors& errors, const flow::LinkFit& fit)
{
    return {{"mean_relative_large", errors.meanRelative},
            {"spatial_relative", errors.spatial},
            {"rmse_bps", errors.rmse_bps},
            {"total_ratio", errors.totalRatio},
            {"link_fit_rms", fit.rmsRelative}};
}

Json measure(const Network& network, std::span<const NodeDemand> truth, const flow::DeduceInput& input,
             flow::DeduceOptions options, double limit_s)
{
    std::vector<double> seconds;
    std::vector<double> cpu;
    Result<flow::Deduction> deduced = failure(ErrorCode::Internal, "");
    for (int run = 0; run < kRuns && (run == 0 || seconds[0] < kLong_s); ++run) {
        const Deadline deadline(limit_s);
        options.cancelled = deadline.isPast();
        const auto begin = std::chrono::steady_clock::now();
        const std::clock_t cpuBegin = std::clock();
        deduced = flow::deduce(network.graph, input, options);
        cpu.push_back(static_cast<double>(std::clock() - cpuBegin) / CLOCKS_PER_SEC);
        seconds.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
        if (!deduced) {
            return {{"left_out", deduced.error().code == ErrorCode::Cancelled
                                     ? "takes longer than " + std::to_string(static_cast<int>(limit_s)) + " s"
                                     : deduced.error().text()}};
        }
    }
    std::ranges::sort(seconds);
    std::ranges::sort(cpu);
    const auto prior = flow::demandErrors(*deduced->pairs, deduced->prior_bps, truth);
    const auto estimate = flow::demandErrors(*deduced->pairs, deduced->pair_bps, truth);
    return {{"pairs", deduced->pairs->size()},
            {"large_demands", estimate.largeDemands},
            {"prior", errorsJson(prior, flow::linkFit(deduced->priorArc_bps, input.arc_bps))},
            {"estimate", errorsJson(estimate, flow::linkFit(deduced->arc_bps, input.arc_bps))},
            {"prior_spread", deduced->priorSpread},
            {"chi_square", deduced->chiSquare},
            {"expected_chi_square", deduced->expectedChiSquare},
            {"gap", deduced->objective - deduced->bound},
            {"products", deduced->products},
            {"converged", deduced->converged},
            {"runs", seconds.size()},
            {"seconds", seconds[seconds.size() / 2]},
            {"cpu_seconds", cpu[cpu.size() / 2]}};
}

Json runCase(const Case& one, double limit_s)
{
    const auto network = network::openNetwork(one.network);
    if (!network) {
        return {{"network", one.network}, {"left_out", network.error().text()}};
    }
    network::DemandSet demands = network->demands;
    if (!one.demands.empty()) {
        auto read = network::readDemands(one.demands, *network);
        if (!read) {
            return {{"network", one.network}, {"left_out", read.error().text()}};
        }
        demands = std::move(*read);
    }
    if (demands.demands.empty()) {
        return {{"network", one.network}, {"left_out", "no demands"}};
    }
    flow::DeduceOptions options;
    options.cost = network->registry ? network::PathCost::Delay : network::PathCost::Metric;
    options.threads = threadCount(0);
    const auto loads = noisyLoads(*network, demands.demands, options.cost);
    const auto totals = totalsOf(*network, demands.demands);
    const auto stale = staleMatrix(demands.demands);
    return {{"network", one.network},
            {"nodes", network->graph.nodeCount()},
            {"arcs", network->graph.arcCount()},
            {"demands", demands.demands.size()},
            {"loads_alone", measure(*network, demands.demands, {loads}, options, limit_s)},
            {"loads_and_edge_totals", measure(*network, demands.demands, {loads, &totals}, options, limit_s)},
            {"loads_and_stale_matrix",
             measure(*network, demands.demands, {loads, nullptr, &stale}, options, limit_s)}};
}

std::vector<Case> defaultCases(bool all)
{
    const char* given = std::getenv("SUANWANG_SHARED");
    const std::string shared =
        (given != nullptr ? std::string(given) : test::sourcePath("/../shared")) + "/data/";
    std::vector<Case> out;
    for (const char* name :
         {"abilene.txt", "geant.txt", "germany50.txt", "nobel-germany.txt", "polska.txt", "nobel-eu.xml"}) {
        out.push_back({shared + "sndlib/" + name, {}});
    }
    const auto repetita = [&](const std::string& name) {
        out.push_back(
            {shared + "repetita/" + name + ".graph", shared + "repetita/" + name + ".0000.demands"});
    };
    repetita("Abilene");
    repetita("Chinanet");
    if (all) {
        repetita("UsCarrier");
        out.push_back({test::programPath("/../share/suanwang/demo.swr"), {}});
    }
    return out;
}

} // namespace

int main(int argc, char** argv)
{
    std::vector<Case> cases;
    bool all = false;
    double limit_s = 20;
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        if (word == "--all") {
            all = true;
            continue;
        }
        if (word == "--limit" && i + 1 < argc) {
            limit_s = std::atof(argv[++i]);
            continue;
        }
        const std::size_t comma = word.find(',');
        cases.push_back({word.substr(0, comma), comma == std::string::npos ? "" : word.substr(comma + 1)});
    }
    Json out{{"noise", kNoise}, {"stale_sigma", kStale}, {"seed", kSeed}, {"cases", Json::array()}};
    for (const Case& one : cases.empty() ? defaultCases(all) : cases) {
        const auto begin = std::chrono::steady_clock::now();
        out["cases"].push_back(runCase(one, limit_s));
        const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - begin;
        std::fprintf(stderr, "%s: %.1f s\n", one.network.c_str(), spent.count());
    }
    std::printf("%s\n", out.dump(2).c_str());
    return 0;
}
