#include "models/search/neighbours.h"

#include <set>

namespace models {

using namespace twin::registry;
using twin::EntityKind;
using Type = EntityKey::Type;

Neighbours::Neighbours(const twin::state::Snapshot& snapshot, const Language& language, int maxPerGroup)
    : m_snapshot(snapshot)
    , m_registry(*snapshot.registry)
    , m_language(language)
    , m_max(maxPerGroup)
{}

QList<RelatedGroup> Neighbours::of(const EntityKey& key)
{
    const std::string id = format::utf8(key.id);
    if (isLiveType(key.type)) {
        if (const auto entity = m_snapshot.find(entityKind(key.type), id)) {
            ofOthers(*entity);
        }
        return std::move(m_groups);
    }
    if (key.type == Type::Enterprise && m_registry.subject(id)) {
        ofEnterprise(id);
    } else if (key.type == Type::Conduit && m_registry.conduit(id)) {
        ofConduit(m_registry[m_registry.conduit(id)]);
    } else {
        ofPlace(key);
    }
    return std::move(m_groups);
}

void Neighbours::ofOthers(twin::EntityRef entity)
{
    switch (entity.kind) {
    case EntityKind::Pool:
        return ofPool(m_registry.pools[entity.index]);
    case EntityKind::Site:
        return ofSite(m_registry.sites[entity.index]);
    case EntityKind::Link:
        return ofLink(entity.index);
    case EntityKind::Flow:
        return ofFlow(*m_snapshot.directory->flows[entity.index]);
    case EntityKind::Job:
        return ofJob(*m_snapshot.directory->jobs[entity.index]);
    case EntityKind::OpticalChannel:
        if (const LinkIndex link = m_registry.channels[entity.index].link) {
            addLinks(tr("Link"), {link});
        }
        return;
    case EntityKind::Tunnel: {
        std::vector<EntityKey> ends;
        addEndpoint(ends, m_registry.tunnels[entity.index].src);
        addEndpoint(ends, m_registry.tunnels[entity.index].dst);
        return addKeys(tr("Ends"), ends);
    }
    case EntityKind::ServiceNode:
        if (const ServiceNodeIndex parent = m_registry.serviceNodes[entity.index].parent) {
            addKeys(tr("Above it"),
                    {{Type::ServiceNode, format::text(m_registry.serviceNodes[parent.value()].id)}});
        }
        return;
    }
}

void Neighbours::ofEnterprise(const std::string& id)
{
    std::set<std::string> pools;
    for (const PoolIndex pool : m_registry[m_registry.subject(id)].pools) {
        pools.insert(m_registry[pool].id);
    }
    addPoolsWhere([&](const Pool& pool) { return pools.contains(pool.id); });
    std::set<std::string> jobs;
    addJobsWhere([&](const Job& job) {
        const bool isOurs =
            job.tenantId == id || std::ranges::any_of(job.placements, [&](const PlacedCards& p) {
                return pools.contains(p.poolId);
            });
        if (isOurs) {
            jobs.insert(job.id);
        }
        return isOurs;
    });
    addFlowsWhere([&](const Flow& flow) {
        return flow.tenantId == id || pools.contains(flow.src) || pools.contains(flow.dst) ||
               jobs.contains(flow.jobId);
    });
}

/// Hubs, clusters, provinces: their pools and sites.
void Neighbours::ofPlace(const EntityKey& key)
{
    const std::string id = format::utf8(key.id);
    const std::uint32_t province = key.type == Type::Province ? key.id.toUInt() / 10000 : 0;
    addPoolsWhere([&](const Pool& pool) {
        switch (key.type) {
        case Type::Hub:
            return pool.hub ? m_registry[pool.hub].id == id : id == "-";
        case Type::Cluster:
            return pool.cluster && m_registry[pool.cluster].id == id;
        case Type::Province:
            return pool.adcode / 10000 == province;
        default:
            return false;
        }
    });
    std::vector<EntityKey> sites;
    for (const Site& site : m_registry.sites) {
        if (key.type == Type::Province && site.adcode / 10000 == province) {
            sites.push_back({Type::Site, format::text(site.id)});
        }
    }
    addKeys(tr("Sites"), sites);
}

void Neighbours::ofPool(const Pool& pool)
{
    addEnterprise(pool.subject);
    addJobsWhere([&](const Job& job) {
        return std::ranges::any_of(job.placements, [&](const PlacedCards& p) { return p.poolId == pool.id; });
    });
    addFlowsWhere([&](const Flow& flow) { return flow.src == pool.id || flow.dst == pool.id; });
    addLinks(tr("Access links"), pool.access);
}

void Neighbours::ofSite(const Site& site)
{
    std::vector<LinkIndex> backbone;
    std::vector<EntityKey> pools;
    for (const LinkIndex index : site.links) {
        const Link& link = m_registry[index];
        if (link.kind == LinkKind::Access) {
            addEndpoint(pools, std::holds_alternative<PoolIndex>(link.a) ? link.a : link.b);
        } else {
            backbone.push_back(index);
        }
    }
    addLinks(tr("Links"), backbone);
    addKeys(tr("Pools served"), pools);
    addFlowsWhere([&](const Flow& flow) { return flow.src == site.id || flow.dst == site.id; });
}

void Neighbours::ofLink(std::uint32_t index)
{
    const Link& link = m_registry.links[index];
    std::vector<EntityKey> ends;
    addEndpoint(ends, link.a);
    addEndpoint(ends, link.b);
    addKeys(tr("Ends"), ends);
    const auto isOver = [&](const Flow& flow) {
        return std::ranges::any_of(flow.arcs, [&](const std::string& arc) {
            return arc.size() == link.id.size() + 1 && arc.starts_with(link.id);
        });
    };
    addFlowsWhere(isOver);
    addHitBy(isOver);
    addConduits(link.conduits);
}

void Neighbours::ofConduit(const Conduit& conduit)
{
    addLinks(tr("Links in it"), conduit.links);
    std::set<std::string> links;
    for (const LinkIndex link : conduit.links) {
        links.insert(m_registry[link].id);
    }
    const auto isOver = [&](const Flow& flow) {
        return std::ranges::any_of(flow.arcs, [&](const std::string& arc) {
            return !arc.empty() && links.contains(arc.substr(0, arc.size() - 1));
        });
    };
    addFlowsWhere(isOver);
    addHitBy(isOver);
    std::vector<EntityKey> ends;
    addEndpoint(ends, conduit.a);
    addEndpoint(ends, conduit.b);
    addKeys(tr("Ends"), ends);
}

void Neighbours::ofFlow(const Flow& flow)
{
    std::vector<EntityKey> ends;
    for (const std::string& id : {flow.src, flow.dst}) {
        const bool isPool = m_registry.find(EntityKind::Pool, id).has_value();
        if (isPool || m_registry.find(EntityKind::Site, id)) {
            ends.push_back({isPool ? Type::Pool : Type::Site, format::text(id)});
        }
    }
    addKeys(tr("Ends"), ends);
    addJobsWhere([&](const Job& job) { return job.id == flow.jobId; });
    addEnterprise(m_registry.subject(flow.tenantId));
    std::vector<EntityKey> path;
    std::set<ConduitIndex> conduits;
    for (const std::string& arc : flow.arcs) {
        const auto link = m_registry.find(
            EntityKind::Link, std::string_view(arc).substr(0, arc.size() - (arc.empty() ? 0 : 1)));
        if (link) {
            path.push_back({Type::Link, format::text(m_registry.links[link->index].id)});
            const auto& under = m_registry.links[link->index].conduits;
            conduits.insert(under.begin(), under.end());
        }
    }
    addKeys(tr("Links on its path"), path);
    addConduits({conduits.begin(), conduits.end()});
}

void Neighbours::ofJob(const Job& job)
{
    addEnterprise(m_registry.subject(job.tenantId));
    std::vector<EntityKey> pools;
    for (const PlacedCards& placed : job.placements) {
        if (m_registry.find(EntityKind::Pool, placed.poolId)) {
            pools.push_back({Type::Pool, format::text(placed.poolId)});
        }
    }
    addKeys(tr("Pools"), pools);
    addFlowsWhere([&](const Flow& flow) { return flow.jobId == job.id; });
}

} // namespace models
