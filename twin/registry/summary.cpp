#include "twin/registry/summary.h"

#include "twin/proto/registry.pb.h"
#include "twin/registry/entities.h"

namespace twin::registry {

namespace {

std::uint64_t count(int size)
{
    return static_cast<std::uint64_t>(size);
}

void addFlops(const pb::Pool& pool, GflopsByPrecision& sum)
{
    if (!isInService(static_cast<LifecycleState>(pool.asset().state()))) {
        return;
    }
    for (const pb::Flops& flops : pool.declared()) {
        const int number = static_cast<int>(flops.precision());
        if (number >= 1 && number <= static_cast<int>(kPrecisionCount)) {
            sum.value[static_cast<std::size_t>(number - 1)] += flops.gflops();
        }
    }
}

void summariseNetwork(const pb::Registry& registry, Summary& out)
{
    out.carriers = count(registry.carriers_size());
    out.sites = count(registry.sites_size());
    out.channels = count(registry.optical_channels_size());
    out.tunnels = count(registry.tunnels_size());
    out.interconnectionPoints = count(registry.interconnection_points_size());
    for (const pb::Conduit& conduit : registry.conduits()) {
        ++(conduit.kind() == pb::ACCESS_DUCT ? out.accessConduits : out.conduits);
    }
    out.links = count(registry.links_size());
    for (const pb::Link& link : registry.links()) {
        ++(link.kind() == pb::ACCESS ? out.accessLinks : out.backboneLinks);
    }
}

} // namespace

Summary summarise(const pb::SnapshotFile& snapshot)
{
    Summary out;
    const pb::Registry& registry = snapshot.registry();
    out.hubs = count(registry.hubs_size());
    for (const pb::Hub& hub : registry.hubs()) {
        out.clusters += count(hub.clusters_size());
    }
    out.enterprises = count(registry.subjects_size());
    out.pools = count(registry.pools_size());
    for (const pb::Pool& pool : registry.pools()) {
        addFlops(pool, out.gflops);
    }
    out.serviceNodes = count(registry.service_nodes_size());
    out.services = count(registry.services_size());
    summariseNetwork(registry, out);
    const pb::Workload& workload = snapshot.workload();
    out.demands = count(workload.demands_size());
    out.flows = count(workload.flows_size());
    out.jobs = count(workload.jobs_size());
    out.reservations = count(workload.reservations_size());
    return out;
}

} // namespace twin::registry
