#include "models/search/related.h"

#include "models/search/neighbours.h"

#include <algorithm>

namespace models {

using namespace twin::registry;
using Type = EntityKey::Type;

namespace {

template <typename Entity> QString nameOr(const Entity& entity, const Language& language)
{
    const QString name = language.name(entity.name);
    return name.isEmpty() ? format::text(entity.id) : name;
}

template <typename Entity>
QString labelIn(const std::vector<Entity>& entities, const std::string& id, const Language& language)
{
    const auto found =
        std::ranges::lower_bound(entities, id, {}, [](const Entity& e) -> const auto& { return e.id; });
    return found != entities.end() && found->id == id ? nameOr(*found, language) : QString();
}

QString provinceLabel(const QString& adcode, const Language& language)
{
    const twin::Province* province = twin::provinceOf(adcode.toUInt());
    return province == nullptr ? QString() : language.name(province->shortName);
}

/// Label of an entity with live values; precondition: it exists.
QString liveLabel(const twin::state::Snapshot& snapshot, twin::EntityRef entity, const Language& language)
{
    const Registry& registry = *snapshot.registry;
    switch (entity.kind) {
    case twin::EntityKind::Pool:
        return nameOr(registry.pools[entity.index], language);
    case twin::EntityKind::Link:
        return endsLabel(registry, registry.links[entity.index].a, registry.links[entity.index].b, language);
    case twin::EntityKind::ServiceNode:
        return nameOr(registry.serviceNodes[entity.index], language);
    case twin::EntityKind::Site:
        return nameOr(registry.sites[entity.index], language);
    case twin::EntityKind::Job:
        return nameOr(*snapshot.directory->jobs[entity.index], language);
    case twin::EntityKind::OpticalChannel:
    case twin::EntityKind::Tunnel:
    case twin::EntityKind::Flow:
        break;
    }
    return format::text(snapshot.id(entity));
}

} // namespace

QString endsLabel(const Registry& registry, const Endpoint& a, const Endpoint& b, const Language& language)
{
    const auto name = [&](const Endpoint& end) {
        const QString text = language.name(registry.name(end));
        return text.isEmpty() ? format::text(registry.endpointId(end)) : text;
    };
    return name(a) + QStringLiteral(" ↔ ") + name(b);
}

QString entityLabel(const twin::state::Snapshot& snapshot, const EntityKey& key, const Language& language)
{
    const Registry& registry = *snapshot.registry;
    const std::string id = format::utf8(key.id);
    if (isLiveType(key.type)) {
        const auto entity = snapshot.find(entityKind(key.type), id);
        return entity ? liveLabel(snapshot, *entity, language) : QString();
    }
    switch (key.type) {
    case Type::Hub:
        return key.id == u"-" ? Neighbours::tr("Outside the hubs") : labelIn(registry.hubs, id, language);
    case Type::Cluster:
        return labelIn(registry.clusters, id, language);
    case Type::Province:
        return provinceLabel(key.id, language);
    case Type::Enterprise:
        return labelIn(registry.subjects, id, language);
    case Type::Conduit: {
        const ConduitIndex conduit = registry.conduit(id);
        return conduit ? endsLabel(registry, registry[conduit].a, registry[conduit].b, language) : QString();
    }
    case Type::Source:
        return key.id;
    default:
        return {};
    }
}

QList<RelatedGroup> relatedTo(const twin::state::Snapshot& snapshot, const EntityKey& key,
                              const Language& language, int maxPerGroup)
{
    return Neighbours(snapshot, language, maxPerGroup).of(key);
}

} // namespace models
