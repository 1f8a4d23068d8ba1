#include "twin/registry/registry.h"

#include "twin/support/assert.h"

namespace twin::registry {

namespace {

template <typename Entity>
void index(std::unordered_map<std::string_view, std::uint32_t>& map, const std::vector<Entity>& entities)
{
    map.clear();
    map.reserve(entities.size());
    for (std::size_t i = 0; i < entities.size(); ++i) {
        map.emplace(entities[i].id, static_cast<std::uint32_t>(i));
    }
}

std::uint32_t lookUp(const std::unordered_map<std::string_view, std::uint32_t>& map, std::string_view id)
{
    const auto found = map.find(id);
    return found == map.end() ? EntityRef::kNone : found->second;
}

constexpr std::size_t at(EntityKind kind)
{
    return static_cast<std::size_t>(kind);
}

} // namespace

void Registry::indexIdentifiers()
{
    index(m_byId[at(EntityKind::Pool)], pools);
    index(m_byId[at(EntityKind::Link)], links);
    index(m_byId[at(EntityKind::OpticalChannel)], channels);
    index(m_byId[at(EntityKind::Tunnel)], tunnels);
    index(m_byId[at(EntityKind::ServiceNode)], serviceNodes);
    index(m_byId[at(EntityKind::Site)], sites);
    index(m_conduits, conduits);
    index(m_subjects, subjects);
    m_total = {};
    for (const Pool& pool : pools) {
        if (!isInService(pool.asset.state)) {
            continue;
        }
        for (std::size_t p = 0; p < kPrecisionCount; ++p) {
            m_total.value[p] += pool.declared.value[p];
        }
    }
}

std::optional<EntityRef> Registry::find(std::string_view id) const
{
    for (std::size_t kind = 0; kind < kEntityKindCount; ++kind) {
        if (const auto found = find(static_cast<EntityKind>(kind), id)) {
            return found;
        }
    }
    return std::nullopt;
}

std::optional<EntityRef> Registry::find(EntityKind kind, std::string_view id) const
{
    const std::uint32_t number = lookUp(m_byId[at(kind)], id);
    return number == EntityRef::kNone ? std::nullopt : std::optional(EntityRef{kind, number});
}

ConduitIndex Registry::conduit(std::string_view id) const
{
    return ConduitIndex(lookUp(m_conduits, id));
}

SubjectIndex Registry::subject(std::string_view id) const
{
    return SubjectIndex(lookUp(m_subjects, id));
}

std::size_t Registry::count(EntityKind kind) const
{
    switch (kind) {
    case EntityKind::Pool:
        return pools.size();
    case EntityKind::Link:
        return links.size();
    case EntityKind::OpticalChannel:
        return channels.size();
    case EntityKind::Tunnel:
        return tunnels.size();
    case EntityKind::ServiceNode:
        return serviceNodes.size();
    case EntityKind::Site:
        return sites.size();
    case EntityKind::Flow:
    case EntityKind::Job:
        break;
    }
    return 0;
}

const std::string& Registry::id(EntityRef entity) const
{
    static const std::string kUnknown;
    if (!TWIN_ASSERT(entity.index < count(entity.kind), "an entity number of this registry")) {
        return kUnknown;
    }
    switch (entity.kind) {
    case EntityKind::Pool:
        return pools[entity.index].id;
    case EntityKind::Link:
        return links[entity.index].id;
    case EntityKind::OpticalChannel:
        return channels[entity.index].id;
    case EntityKind::Tunnel:
        return tunnels[entity.index].id;
    case EntityKind::ServiceNode:
        return serviceNodes[entity.index].id;
    case EntityKind::Site:
        return sites[entity.index].id;
    case EntityKind::Flow:
    case EntityKind::Job:
        break;
    }
    return kUnknown;
}

Position Registry::position(const Endpoint& end) const
{
    const auto* pool = std::get_if<PoolIndex>(&end);
    return pool != nullptr ? (*this)[*pool].position : (*this)[std::get<SiteIndex>(end)].position;
}

const Name& Registry::name(const Endpoint& end) const
{
    const auto* pool = std::get_if<PoolIndex>(&end);
    return pool != nullptr ? (*this)[*pool].name : (*this)[std::get<SiteIndex>(end)].name;
}

const std::string& Registry::endpointId(const Endpoint& end) const
{
    const auto* pool = std::get_if<PoolIndex>(&end);
    return pool != nullptr ? (*this)[*pool].id : (*this)[std::get<SiteIndex>(end)].id;
}

} // namespace twin::registry
