#include "twin/scenario/situation_hash.h"

#include "twin/support/digest.h"

namespace twin::scenario {

namespace {

void add(Digest& digest, const GflopsByPrecision& gflops)
{
    for (const std::uint64_t value : gflops.value) {
        digest.add(value);
    }
}

void add(Digest& digest, const PoolSituation& pool)
{
    digest.add(static_cast<std::uint64_t>(pool.state));
    digest.add(std::uint64_t{pool.isReachable});
    digest.add(std::uint64_t{pool.cards});
    digest.add(std::uint64_t{pool.cardsUsable});
    digest.add(pool.cardsTaken);
    digest.add(pool.cardsWorking);
    digest.add(pool.facility_w);
    digest.add(pool.carbon_gPerHour);
    digest.add(static_cast<std::uint64_t>(pool.energyPerHour));
    digest.add(static_cast<std::uint64_t>(pool.revenuePerHour));
    add(digest, pool.declared);
    add(digest, pool.stranded);
}

void add(Digest& digest, const Ground& ground, const Situation& situation, const FlowSituation& flow)
{
    digest.add(situation.fact(ground, flow).id);
    digest.add(static_cast<std::uint64_t>(flow.state));
    digest.add(flow.rate_bps);
    digest.add(flow.pathHash);
    digest.add(static_cast<std::uint64_t>(flow.delay));
    digest.add(std::uint64_t{flow.missesDeadline});
}

} // namespace

std::string hashOf(const Ground& ground, const Situation& situation)
{
    Digest digest;
    const registry::Registry& registry = *situation.world->registry;
    digest.add(std::uint64_t{situation.links.size()});
    for (std::size_t i = 0; i < situation.links.size(); ++i) {
        const LinkSituation& link = situation.links[i];
        digest.add(registry.links[i].id);
        digest.add(static_cast<std::uint64_t>(link.state));
        digest.add(std::span(link.capacity_bps));
        digest.add(std::span(link.load_bps));
    }
    digest.add(std::uint64_t{situation.pools.size()});
    for (std::size_t i = 0; i < situation.pools.size(); ++i) {
        digest.add(registry.pools[i].id);
        add(digest, situation.pools[i]);
    }
    digest.add(std::uint64_t{situation.flows.size()});
    for (const FlowSituation& flow : situation.flows) {
        add(digest, ground, situation, flow);
    }
    digest.add(std::uint64_t{situation.jobs.size()});
    for (const JobSituation& job : situation.jobs) {
        digest.add(job.job->id);
        digest.add(static_cast<std::uint64_t>(job.condition));
        digest.add(job.speed);
        digest.add(job.wan_bps);
        digest.add(std::uint64_t{job.cards});
        if (job.latency) { // so what has no class stays what it was
            digest.add(static_cast<std::uint64_t>(*job.latency));
            digest.add(std::uint64_t{job.missesLatency});
        }
    }
    for (const LostService& service : situation.lostServices) {
        digest.add(text(service.target));
        digest.add(std::uint64_t{service.pools});
    }
    for (const DrainedService& service : situation.drainedServices) {
        digest.add("drained " + text(service.target));
        digest.add(std::uint64_t{service.pools});
    }
    for (const LostSource& source : situation.lostSources) {
        digest.add(source.name);
        digest.add(std::uint64_t{source.unseen.links});
        digest.add(std::uint64_t{source.unseen.pools});
        digest.add(std::uint64_t{source.unseen.conduits});
        add(digest, source.unseen.gflops);
    }
    add(digest, situation.totals.waiting);
    return digest.finish();
}

} // namespace twin::scenario
