#pragma once

#include "tests/twin/compute/nation.h"
#include "twin/compute/placement.h"
#include "twin/compute/placement_check.h"
#include "twin/support/rng.h"

#include <QString>

#include <cstdint>
#include <memory>
#include <string>

namespace test {

using namespace twin::compute;
using twin::registry::JobKind;
using twin::registry::PriceKind;

inline constexpr PlacementPolicy kAllPolicies[] = {
    PlacementPolicy::FirstFit,    PlacementPolicy::LeastCost, PlacementPolicy::LeastLatency,
    PlacementPolicy::LeastCarbon, PlacementPolicy::Balanced,  PlacementPolicy::NetworkAware,
    PlacementPolicy::Exact};

/// A nation, requests, and the problem they make.
struct PlacementBench
{
    ComputeNation nation = computeNation();
    twin::network::Network network = nation.network();
    OfferTable table{nation.registry, nation.workload.get()};
    PlacementRequests requests;
    std::unique_ptr<PlacementProblem> problem;

    PlacementRequest& job(const char* id, std::uint32_t cards)
    {
        PlacementRequest& out = requests.jobs.emplace_back();
        out.id = id;
        out.cards = cards;
        out.chipClass = "NPU-320";
        return out;
    }

    PlacementPlan place(PlacementPolicy policy, PlacementOptions options = {})
    {
        auto made = PlacementProblem::make(network, table, requests, {}, options);
        if (!made) {
            qFatal("%s", made.error().text().c_str());
        }
        problem = std::move(*made);
        auto plan = twin::compute::place(*problem, policy);
        if (!plan) {
            qFatal("%s", plan.error().text().c_str());
        }
        const auto wrong = checkPlan(*problem, *plan);
        if (!wrong.empty()) {
            qFatal("%s", wrong.front().c_str());
        }
        return *plan;
    }

    [[nodiscard]] QString poolOf(const PlacementPlan& plan, std::size_t job) const
    {
        return plan.jobs[job]
                   ? QString::fromStdString(table.pool(table.offers()[plan.jobs[job]->parts[0].offer]).id)
                   : QStringLiteral("-");
    }
};

/// A random question on the small nation: loose ones and tight ones.
inline void fillAtRandom(PlacementBench& bench, std::uint64_t seed, int jobs)
{
    twin::Rng rng(seed, "test.placement");
    const char* const classes[] = {"NPU-320", "NPU-320", "GPU-312", "", "GPU-989"};
    const char* const sites[] = {"st-beijing", "st-guiyang", "st-chengdu", "st-zhangjiakou"};
    for (int i = 0; i < jobs; ++i) {
        PlacementRequest& job = bench.requests.jobs.emplace_back();
        job.id = "J" + std::to_string(i);
        job.chipClass = classes[rng.below(5)];
        job.cards = static_cast<std::uint32_t>(200 + rng.below(6'000));
        job.hours = 1 + static_cast<double>(rng.below(20));
        job.start_s = 3'600.0 * static_cast<double>(rng.below(6));
        const double kind = rng.uniform();
        if (kind < 0.2) {
            job.kind = JobKind::CrossTrain;
            job.pools = 2;
            job.gbps = 50 + static_cast<double>(rng.below(300));
            job.parameters = 70e9;
        } else if (kind < 0.35) {
            job.kind = JobKind::Ingest;
            job.cards = 0;
            job.chipClass.clear();
        } else if (kind < 0.5) {
            job.kind = JobKind::Infer;
            job.usersSite = sites[rng.below(4)];
            job.gbps = 1 + static_cast<double>(rng.below(100));
            job.latency_ms = 3 + static_cast<double>(rng.below(20));
        }
        if (job.kind == JobKind::Ingest || rng.uniform() < 0.5) {
            job.dataSite = sites[rng.below(4)];
            job.dataBytes = 1e12 * static_cast<double>(1 + rng.below(200));
        }
        if (rng.uniform() < 0.3) {
            job.deadline_s = job.start_s + 3'600 * (job.hours + 2 + static_cast<double>(rng.below(30)));
        }
        if (rng.uniform() < 0.15) {
            job.provinces = {520000, 110000};
        }
        if (rng.uniform() < 0.15) {
            job.transitProvinces = {110000, 130000, 520000};
        }
        if (rng.uniform() < 0.1) {
            job.data = DataClass::Important;
        }
        if (rng.uniform() < 0.15) {
            job.price = PriceKind::Spot;
        }
        if (rng.uniform() < 0.2) {
            job.budget_cny = 1e4 * static_cast<double>(1 + rng.below(60));
        }
    }
    if (rng.uniform() < 0.5) {
        bench.requests.reservations.push_back({"pl-4", "NPU-320", 4'000, "", 0, 0, 7'200});
        bench.requests.reservations.push_back({"", "", 0, "bb-1>", 1'000, 3'600, 40'000});
    }
}

} // namespace test
