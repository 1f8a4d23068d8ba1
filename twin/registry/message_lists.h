#pragma once

#include "twin/proto/registry.pb.h"

#include <type_traits>

/// Internal to twin/registry: the lists of entities of a snapshot, named once.
namespace twin::registry {

/// Calls `visit(list)` with each list whose items have an identifier, in the order of registry.proto.
template <typename Registry, typename Visit> void forEachRegistryList(Registry& registry, Visit&& visit)
{
    if constexpr (std::is_const_v<Registry>) {
        visit(registry.hubs());
        visit(registry.carriers());
        visit(registry.subjects());
        visit(registry.pools());
        visit(registry.service_nodes());
        visit(registry.services());
        visit(registry.sites());
        visit(registry.conduits());
        visit(registry.optical_channels());
        visit(registry.links());
        visit(registry.tunnels());
        visit(registry.interconnection_points());
    } else {
        visit(*registry.mutable_hubs());
        visit(*registry.mutable_carriers());
        visit(*registry.mutable_subjects());
        visit(*registry.mutable_pools());
        visit(*registry.mutable_service_nodes());
        visit(*registry.mutable_services());
        visit(*registry.mutable_sites());
        visit(*registry.mutable_conduits());
        visit(*registry.mutable_optical_channels());
        visit(*registry.mutable_links());
        visit(*registry.mutable_tunnels());
        visit(*registry.mutable_interconnection_points());
    }
}

/// The same for a workload; profiles and notable cuts keep the order they were given.
template <typename Workload, typename Visit> void forEachWorkloadList(Workload& workload, Visit&& visit)
{
    if constexpr (std::is_const_v<Workload>) {
        visit(workload.demands());
        visit(workload.flows());
        visit(workload.jobs());
        visit(workload.reservations());
    } else {
        visit(*workload.mutable_demands());
        visit(*workload.mutable_flows());
        visit(*workload.mutable_jobs());
        visit(*workload.mutable_reservations());
    }
}

} // namespace twin::registry
