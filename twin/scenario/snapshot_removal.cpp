#include "twin/scenario/snapshot_removal.h"

#include "twin/proto/registry.pb.h"

#include <algorithm>
#include <set>
#include <string>

namespace twin::scenario {

namespace pb = registry::pb;

namespace {

using Ids = std::set<std::string, std::less<>>;

template <typename List, typename IsGone> void eraseIf(List& list, IsGone isGone)
{
    list.erase(std::remove_if(list.begin(), list.end(), isGone), list.end());
}

/// Whether a path, `LINK>` or `LINK<` in order, leads over one of the links.
template <typename Arcs> bool leadsOver(const Arcs& arcs, const Ids& links)
{
    return std::ranges::any_of(arcs, [&](const std::string& arc) {
        return links.contains(std::string_view(arc).substr(0, arc.empty() ? 0 : arc.size() - 1));
    });
}

void removeLinks(pb::SnapshotFile& file, const Ids& links)
{
    pb::Registry& registry = *file.mutable_registry();
    eraseIf(*registry.mutable_links(), [&](const pb::Link& link) { return links.contains(link.id()); });
    eraseIf(*registry.mutable_optical_channels(),
            [&](const pb::OpticalChannel& wave) { return links.contains(wave.link_id()); });
    Ids tunnels;
    for (const pb::Tunnel& tunnel : registry.tunnels()) {
        if (leadsOver(tunnel.arcs(), links)) {
            tunnels.insert(tunnel.id());
        }
    }
    eraseIf(*registry.mutable_tunnels(),
            [&](const pb::Tunnel& tunnel) { return tunnels.contains(tunnel.id()); });
    for (pb::Tunnel& tunnel : *registry.mutable_tunnels()) {
        if (tunnels.contains(tunnel.disjoint_of())) {
            tunnel.clear_disjoint_of();
        }
    }
    for (pb::Flow& flow : *file.mutable_workload()->mutable_flows()) {
        if (leadsOver(flow.arcs(), links)) {
            flow.clear_arcs(); // routed from now on
        }
    }
    for (pb::Job& job : *file.mutable_workload()->mutable_jobs()) {
        eraseIf(*job.mutable_tunnel_ids(), [&](const std::string& id) { return tunnels.contains(id); });
    }
    eraseIf(*file.mutable_workload()->mutable_reservations(), [&](const pb::Reservation& reservation) {
        return links.contains(reservation.object_id()) || tunnels.contains(reservation.object_id());
    });
    // What was found out about cuts was found out about another network.
    file.mutable_workload()->clear_notable_cuts();
}

void removeConduits(pb::SnapshotFile& file, const Ids& conduits)
{
    Ids links;
    for (const pb::Link& link : file.registry().links()) {
        if (std::ranges::any_of(link.conduit_ids(),
                                [&](const std::string& id) { return conduits.contains(id); })) {
            links.insert(link.id());
        }
    }
    removeLinks(file, links);
    eraseIf(*file.mutable_registry()->mutable_conduits(),
            [&](const pb::Conduit& conduit) { return conduits.contains(conduit.id()); });
}

void removeWork(pb::Workload& workload, const std::string& pool)
{
    eraseIf(*workload.mutable_flows(),
            [&](const pb::Flow& flow) { return flow.src() == pool || flow.dst() == pool; });
    for (pb::Job& job : *workload.mutable_jobs()) {
        const int before = job.placements_size();
        eraseIf(*job.mutable_placements(),
                [&](const pb::Placement& placement) { return placement.pool_id() == pool; });
        if (before != job.placements_size() && job.placements().empty()) {
            job.set_state(pb::QUEUED);
        }
    }
    eraseIf(*workload.mutable_reservations(),
            [&](const pb::Reservation& reservation) { return reservation.object_id() == pool; });
}

void removePool(pb::SnapshotFile& file, const std::string& pool)
{
    pb::Registry& registry = *file.mutable_registry();
    Ids links;
    for (const pb::Link& link : registry.links()) {
        if (link.a() == pool || link.b() == pool) {
            links.insert(link.id());
        }
    }
    Ids ducts;
    for (const pb::Conduit& conduit : registry.conduits()) {
        if (conduit.a() == pool || conduit.b() == pool) {
            ducts.insert(conduit.id());
        }
    }
    removeLinks(file, links);
    removeConduits(file, ducts);
    eraseIf(*registry.mutable_tunnels(),
            [&](const pb::Tunnel& tunnel) { return tunnel.src() == pool || tunnel.dst() == pool; });
    for (pb::Service& service : *registry.mutable_services()) {
        eraseIf(*service.mutable_pool_ids(), [&](const std::string& id) { return id == pool; });
    }
    eraseIf(*registry.mutable_services(), [&](const pb::Service& service) {
        return service.pool_ids().empty() || service.id().starts_with(pool + "/");
    });
    eraseIf(*registry.mutable_pools(), [&](const pb::Pool& item) { return item.id() == pool; });
    removeWork(*file.mutable_workload(), pool);
}

} // namespace

void removeFrom(pb::SnapshotFile& file, const Target& target)
{
    const bool hadWorkload = file.has_workload();
    if (target.kind == TargetKind::Link) {
        removeLinks(file, {target.id});
    } else if (target.kind == TargetKind::Conduit) {
        removeConduits(file, {target.id});
    } else if (target.kind == TargetKind::Pool) {
        removePool(file, target.id);
    }
    if (!hadWorkload) {
        file.clear_workload();
    }
}

} // namespace twin::scenario
