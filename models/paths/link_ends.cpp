#include "models/paths/link_ends.h"

#include "models/format/format.h"

#include <variant>

namespace models {

using namespace twin::registry;

namespace {

EntityKey keyOf(const Registry& registry, const Endpoint& end)
{
    const bool isPool = std::holds_alternative<PoolIndex>(end);
    return {isPool ? EntityKey::Type::Pool : EntityKey::Type::Site, format::text(registry.endpointId(end))};
}

} // namespace

QList<EntityKey> endsOf(const twin::state::Snapshot& snapshot, const EntityKey& key)
{
    const Registry& registry = *snapshot.registry;
    const std::string id = format::utf8(key.id);
    if (key.type == EntityKey::Type::Link) {
        if (const auto link = registry.find(twin::EntityKind::Link, id)) {
            const Link& found = registry.links[link->index];
            return {keyOf(registry, found.a), keyOf(registry, found.b)};
        }
    } else if (key.type == EntityKey::Type::Conduit) {
        if (const ConduitIndex conduit = registry.conduit(id)) {
            return {keyOf(registry, registry[conduit].a), keyOf(registry, registry[conduit].b)};
        }
    }
    return {};
}

} // namespace models
