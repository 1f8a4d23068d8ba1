#include "models/geo/scene_selection.h"

#include "models/format/format.h"

namespace models {

using namespace twin::registry;
using Type = EntityKey::Type;

namespace {

/// Marks what one key stands for.
class Resolver
{
  public:
    Resolver(const twin::state::Snapshot& snapshot, SceneSelection& out)
        : m_snapshot(snapshot)
        , m_registry(*snapshot.registry)
        , m_out(out)
    {}

    void add(const EntityKey& key)
    {
        const std::string id = format::utf8(key.id);
        if (isLiveType(key.type)) {
            if (const auto entity = m_snapshot.find(entityKind(key.type), id)) {
                addLive(*entity, id);
            }
        } else if (key.type == Type::Enterprise) {
            if (const SubjectIndex subject = m_registry.subject(id)) {
                m_out.tenants.insert(id);
                for (const PoolIndex pool : m_registry[subject].pools) {
                    addPool(pool.value(), true);
                }
            }
        } else if (key.type == Type::Conduit) {
            if (const ConduitIndex conduit = m_registry.conduit(id)) {
                for (const LinkIndex link : m_registry[conduit].links) {
                    addLink(link.value());
                }
            }
        } else {
            addPlace(key, id);
        }
    }

  private:
    void addLive(twin::EntityRef entity, const std::string& id)
    {
        switch (entity.kind) {
        case twin::EntityKind::Pool:
            return addPool(entity.index, true);
        case twin::EntityKind::Link:
            return addLink(entity.index);
        case twin::EntityKind::Site:
            m_out.sites[entity.index] = true;
            m_out.isAny = true;
            return;
        case twin::EntityKind::OpticalChannel:
            if (const LinkIndex link = m_registry.channels[entity.index].link) {
                addLink(link.value());
            }
            return;
        case twin::EntityKind::Flow:
            m_out.flows.insert(id);
            return addPath(m_snapshot.directory->flows[entity.index]->arcs);
        case twin::EntityKind::Job:
            m_out.jobs.insert(id);
            for (const PlacedCards& placed : m_snapshot.directory->jobs[entity.index]->placements) {
                if (const auto pool = m_registry.find(twin::EntityKind::Pool, placed.poolId)) {
                    addPool(pool->index, false);
                }
            }
            return;
        case twin::EntityKind::Tunnel:
            return addPath(m_registry.tunnels[entity.index].arcs);
        case twin::EntityKind::ServiceNode:
            return;
        }
    }

    void addPath(const std::vector<std::string>& arcs)
    {
        for (const std::string& arc : arcs) {
            const auto link = arc.empty() ? std::nullopt
                                          : m_registry.find(twin::EntityKind::Link,
                                                            std::string_view(arc).substr(0, arc.size() - 1));
            if (link) {
                addLink(link->index);
            }
        }
    }

    void addPlace(const EntityKey& key, const std::string& id)
    {
        const std::uint32_t province = key.type == Type::Province ? key.id.toUInt() / 10000 : 0;
        for (std::uint32_t i = 0; i < m_registry.pools.size(); ++i) {
            const Pool& pool = m_registry.pools[i];
            const bool isOfHub =
                key.type == Type::Hub && (pool.hub ? m_registry[pool.hub].id == id : id == "-");
            const bool isOfCluster =
                key.type == Type::Cluster && pool.cluster && m_registry[pool.cluster].id == id;
            const bool isOfProvince = province != 0 && pool.adcode / 10000 == province;
            if (isOfHub || isOfCluster || isOfProvince) {
                addPool(i, false);
            }
        }
        for (std::uint32_t i = 0; i < m_registry.sites.size(); ++i) {
            if (province != 0 && m_registry.sites[i].adcode / 10000 == province) {
                m_out.sites[i] = true;
                m_out.isAny = true;
            }
        }
    }

    void addPool(std::uint32_t index, bool withFlows)
    {
        m_out.pools[index] = true;
        m_out.isAny = true;
        if (withFlows) {
            m_out.poolsOfFlows.insert(m_registry.pools[index].id);
        }
    }

    void addLink(std::uint32_t index)
    {
        m_out.links[index] = true;
        m_out.isAny = true;
    }

    const twin::state::Snapshot& m_snapshot;
    const Registry& m_registry;
    SceneSelection& m_out;
};

} // namespace

bool SceneSelection::wants(const Flow& flow) const
{
    return flows.contains(flow.id) || jobs.contains(flow.jobId) || poolsOfFlows.contains(flow.src) ||
           poolsOfFlows.contains(flow.dst) || tenants.contains(flow.tenantId);
}

SceneSelection resolveSelection(const twin::state::Snapshot& snapshot, const Selection& selection)
{
    SceneSelection out;
    out.pools.resize(snapshot.registry->pools.size());
    out.links.resize(snapshot.registry->links.size());
    out.sites.resize(snapshot.registry->sites.size());
    Resolver resolver(snapshot, out);
    for (const EntityKey& key : selection.keys()) {
        resolver.add(key);
    }
    return out;
}

} // namespace models
