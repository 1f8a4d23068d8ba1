#pragma once

#include "tests/support/registry_builder.h"
#include "twin/network/network.h"
#include "twin/registry/workload.h"

#include <memory>

namespace test {

/// smallNation() with provinces, service levels and prices that differ, and a job that holds 5,000 cards of
/// pl-1.
struct ComputeNation
{
    registry::RegistryPtr registry;
    std::shared_ptr<registry::Workload> workload;

    [[nodiscard]] twin::network::Network network() const
    {
        return twin::network::networkOf(registry, workload);
    }
};

inline ComputeNation computeNation()
{
    ComputeNation out;
    auto built = std::const_pointer_cast<registry::Registry>(smallNation().build());
    const auto set = [&](const char* id, double availability, std::uint32_t protection, const char* data,
                         twin::MoneyE4 price, double pue) {
        registry::Pool& pool = built->pools[built->find(EntityKind::Pool, id)->index];
        pool.sla.availability = availability;
        pool.sla.latencyClass_ms = 5;
        pool.protectionLevel = protection;
        pool.dataClass = data;
        pool.power.pue = pue;
        pool.prices = {{registry::PriceKind::OnDemand, pool.chips[0].chipClass, price},
                       {registry::PriceKind::Spot, pool.chips[0].chipClass, price / 2},
                       {registry::PriceKind::Night, pool.chips[0].chipClass, price / 4 * 3}};
    };
    set("pl-1", 0.9999, 3, "important", 30'000, 1.15);
    set("pl-2", 0.9995, 2, "important", 28'000, 1.20);
    set("pl-3", 0.9990, 4, "core", 90'000, 1.30);
    set("pl-4", 0.9995, 3, "general", 24'000, 1.10);
    set("pl-5", 0.9990, 2, "", 20'000, 1.40);
    out.registry = built;
    out.workload = std::make_shared<registry::Workload>();
    auto job = std::make_shared<registry::Job>();
    job->id = "J.000001";
    job->state = registry::JobState::Running;
    job->chipClass = "NPU-320";
    job->placements = {{"pl-1", 5'000}};
    out.workload->jobs.push_back(job);
    return out;
}

} // namespace test
