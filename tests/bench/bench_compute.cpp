// Discovery over a nation, and placement on it: bench_compute NATION.swr [LARGE.swr]. NATION is
// `suanwangctl generate national --seed 1`, LARGE the same with `--pools 50000`. One JSON object; medians.
#include "twin/compute/discovery.h"
#include "twin/compute/placement.h"
#include "twin/compute/placement_check.h"
#include "twin/compute/present_loads.h"
#include "twin/network/network.h"
#include "twin/support/rng.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <functional>
#include <string>
#include <vector>

namespace {

using namespace twin;
using namespace twin::compute;
using Json = nlohmann::ordered_json;

constexpr const char* kQueries[]{
    "chip = NPU-320 and free(fp16) >= 500P and latency(S.BEJ) <= 8ms and price <= 6",
    "free_cards >= 64 and latency(S.SHA) <= 20ms and pue < 1.4 and availability >= 99.9% and handles = "
    "important",
    "cards > 0 order by price limit 20",
};

/// Wall and processor time of the median of `rounds`, ms.
Json timeOf(int rounds, const std::function<void()>& work)
{
    std::vector<double> wall;
    std::vector<double> processor;
    for (int round = 0; round < rounds; ++round) {
        const auto begin = std::chrono::steady_clock::now();
        const std::clock_t clock = std::clock();
        work();
        processor.push_back(1e3 * static_cast<double>(std::clock() - clock) / CLOCKS_PER_SEC);
        wall.push_back(
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
    }
    std::ranges::sort(wall);
    std::ranges::sort(processor);
    return {{"wall_ms", wall[wall.size() / 2]},
            {"processor_ms", processor[processor.size() / 2]},
            {"worst_wall_ms", wall.back()}};
}

Json discovery(const network::Network& network)
{
    Json out;
    const OfferTable table(network.registry, network.workload.get());
    out["pools"] = network.registry->pools.size();
    out["offers"] = table.offers().size();
    out["table"] = timeOf(5, [&] { (void)OfferTable(network.registry, network.workload.get()); });
    for (const char* text : kQueries) {
        std::size_t matched = 0;
        Json one = timeOf(21, [&] {
            const auto query = parseQuery(text);
            matched = discover(*query, table, network.graph, network.outOfService)->matched;
        });
        one["query"] = text;
        one["matched"] = matched;
        out["queries"].push_back(std::move(one));
    }
    return out;
}

/// Jobs of all kinds as section "Jobs" of the national recipe sizes them.
PlacementRequests jobsFor(const network::Network& network, std::size_t count, std::uint64_t seed, double size)
{
    Rng rng(seed, "bench.jobs");
    PlacementRequests out;
    const auto site = [&] {
        return network.registry->sites[rng.below(network.registry->sites.size())].id;
    };
    for (std::size_t i = 0; i < count; ++i) {
        PlacementRequest job;
        job.id = "J" + std::to_string(i);
        job.hours = 1 + static_cast<double>(rng.below(48));
        const double kind = rng.uniform();
        if (kind < 0.35) {
            job.kind = registry::JobKind::Infer;
            job.cards = static_cast<std::uint32_t>(8 * (1 + rng.below(8)));
            job.usersSite = site();
            job.latency_ms = rng.uniform() < 0.5 ? 5 : 20;
            job.gbps = 0.1 + 10 * rng.uniform();
        } else if (kind < 0.55) {
            job.kind = registry::JobKind::Ingest;
            job.dataSite = site();
            job.dataBytes = rng.lognormal(8e12, 1.3);
            job.deadline_s = 3'600 * (job.hours + 12);
        } else if (kind < 0.62) {
            job.kind = registry::JobKind::CrossTrain;
            job.pools = 2;
            job.cards = static_cast<std::uint32_t>(8 * (16 + rng.below(48)));
            job.gbps = 50 + static_cast<double>(rng.below(150));
            job.parameters = 70e9;
        } else {
            job.kind = registry::JobKind::IntraTrain;
            job.cards =
                static_cast<std::uint32_t>(8 * std::max(1.0, std::min(400.0, rng.lognormal(16, 1.0) * size)));
            job.dataSite = site();
            job.dataBytes = rng.lognormal(4e12, 1.0);
        }
        if (rng.uniform() < 0.2) {
            job.price = registry::PriceKind::Spot;
        }
        if (rng.uniform() < 0.3) {
            job.chipClass = "NPU-320";
        }
        out.jobs.push_back(std::move(job));
    }
    return out;
}

Json placementOf(const network::Network& network, const std::vector<double>& loads, std::size_t count)
{
    Json out;
    const OfferTable table(network.registry, network.workload.get());
    const PlacementRequests requests = jobsFor(network, count, 1, 1);
    for (const PlacementPolicy policy : {PlacementPolicy::FirstFit, PlacementPolicy::LeastCost,
                                         PlacementPolicy::Balanced, PlacementPolicy::NetworkAware}) {
        PlacementPlan plan;
        std::vector<std::string> broken;
        Json one = timeOf(3, [&] {
            const auto problem = PlacementProblem::make(network, table, requests, loads, {});
            plan = *place(**problem, policy);
        });
        const auto problem = PlacementProblem::make(network, table, requests, loads, {});
        one["policy"] = policyName(policy);
        one["jobs"] = count;
        one["placed"] = plan.placed;
        one["cost_cny"] = plan.cost_cny;
        one["broken"] = checkPlan(**problem, plan).size();
        one["engine_least_share"] = askEngine(**problem, plan, loads).leastShare;
        out.push_back(std::move(one));
    }
    return out;
}

/// Cost over the exact optimum, where that is proven and as many jobs are placed.
Json gapOf(const network::Network& network, const std::vector<double>& loads)
{
    const OfferTable table(network.registry, network.workload.get());
    std::vector<double> gaps;
    int questions = 0;
    int proven = 0;
    int fewer = 0;
    int more = 0;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        ++questions;
        PlacementRequests requests = jobsFor(network, 16, 100 + seed, 60);
        for (PlacementRequest& job : requests.jobs) { // in one province, so that jobs are in each other's way
            job.provinces = {640000};
            job.latency_ms = 0;
        }
        PlacementOptions options;
        options.exactNodes = 5'000;
        options.exactSeconds = 8;
        const auto problem = PlacementProblem::make(network, table, requests, loads, options);
        const auto exact = place(**problem, PlacementPolicy::Exact);
        if (!exact || !exact->isProven) {
            continue;
        }
        ++proven;
        const auto aware = place(**problem, PlacementPolicy::NetworkAware);
        fewer += aware->placed < exact->placed ? 1 : 0;
        more += aware->placed > exact->placed ? 1 : 0;
        if (aware->placed == exact->placed) {
            gaps.push_back(aware->cost_cny / std::max(1.0, exact->cost_cny) - 1);
        }
    }
    std::ranges::sort(gaps);
    return {{"questions", questions},
            {"proven", proven},
            {"same_number_placed", gaps.size()},
            {"fewer_placed", fewer},
            {"more_placed", more},
            {"median_gap", gaps.empty() ? Json() : Json(gaps[gaps.size() / 2])},
            {"worst_gap", gaps.empty() ? Json() : Json(gaps.back())}};
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 2) {
        std::fprintf(stderr, "bench_compute NATION.swr [LARGE.swr]\n");
        return 2;
    }
    Json out;
    for (int i = 1; i < argc; ++i) {
        const auto network = network::openNetwork(argv[i]);
        if (!network || !network->registry) {
            std::fprintf(stderr, "%s: %s\n", argv[i],
                         network ? "no registry" : network.error().text().c_str());
            return 3;
        }
        out["discovery"].push_back(discovery(*network));
        if (i == 1) {
            const PresentLoads loads = presentLoads(*network);
            out["placement"] = placementOf(*network, loads.arc_bps, 1'000);
            std::fprintf(stderr, "%s\n", out.dump().c_str()); // the exact search takes minutes
            out["exact"] = gapOf(*network, loads.arc_bps);
        }
    }
    std::printf("%s\n", out.dump(1).c_str());
    return 0;
}
