#include "models/planner/styled_names.h"

#include "models/format/format.h"
#include "models/planner/plan_terms.h"

#include <algorithm>

namespace models {

using twin::scenario::Target;
using twin::scenario::TargetKind;
using Type = EntityKey::Type;

namespace {

/// Whether others between the same places are called by their ends too.
template <typename Things>
bool haveSameEnds(const Things& things, std::size_t index, const twin::registry::Registry& registry,
                  const Language& language)
{
    const auto name = [&](const twin::registry::Endpoint& end) {
        return language.name(registry.name(end));
    };
    const QString a = name(things[index].a);
    const QString b = name(things[index].b);
    return std::ranges::count_if(things, [&](const auto& each) {
               const QString first = name(each.a);
               return (first == a && name(each.b) == b) || (first == b && name(each.b) == a);
           }) > 1;
}

template <typename Things>
bool haveSameName(const Things& things, const QString& name, const Language& language)
{
    return std::ranges::count_if(things, [&](const auto& each) { return language.name(each.name) == name; }) >
           1;
}

/// Whether others of the kind are called `name` too. Precondition: that is what it is called there.
bool isShared(const twin::state::Snapshot& snapshot, const EntityKey& key, const QString& name,
              const Language& language)
{
    const twin::registry::Registry& registry = *snapshot.registry;
    switch (key.type) {
    case Type::Link: {
        const auto link = registry.find(twin::EntityKind::Link, format::utf8(key.id));
        return link && haveSameEnds(registry.links, link->index, registry, language);
    }
    case Type::Conduit: {
        const auto conduit = registry.conduit(format::utf8(key.id));
        return conduit && haveSameEnds(registry.conduits, conduit.value(), registry, language);
    }
    case Type::Pool:
        return haveSameName(registry.pools, name, language);
    case Type::Site:
        return haveSameName(registry.sites, name, language);
    case Type::ServiceNode:
        return haveSameName(registry.serviceNodes, name, language);
    case Type::Job:
        return std::ranges::count_if(snapshot.directory->jobs,
                                     [&](const auto& job) { return language.name(job->name) == name; }) > 1;
    default:
        return false; // provinces, enterprises: there is one of a name
    }
}

/// Its carrier's name; empty: not a link, or nobody says whose.
QString carrierOf(const twin::state::Snapshot& snapshot, const EntityKey& key, const Language& language)
{
    const twin::registry::Registry& registry = *snapshot.registry;
    const auto link =
        key.type == Type::Link ? registry.find(twin::EntityKind::Link, format::utf8(key.id)) : std::nullopt;
    const auto carrier = link ? registry.links[link->index].carrier : twin::registry::CarrierIndex();
    const QString name = carrier ? language.name(registry[carrier].name) : QString();
    return name.isEmpty() && carrier ? format::text(registry[carrier].id) : name;
}

/// Whether who carries something out looks for it by its identifier.
bool isIdentified(Type type)
{
    return type == Type::Link || type == Type::Conduit || type == Type::Pool || type == Type::Site ||
           type == Type::ServiceNode || type == Type::Job;
}

} // namespace

QString StyledNames::label(Type type, const std::string& id) const
{
    const QString name = names.label(type, id);
    const EntityKey key{type, format::text(id)};
    if (name == key.id || style == NameStyle::Short) {
        return name;
    }
    const twin::state::Snapshot& snapshot = *names.snapshot; // what has a name is in it
    if (style == NameStyle::Exact && isIdentified(type)) {
        const QString carrier = carrierOf(snapshot, key, names.language);
        return carrier.isEmpty()
                   ? PlanTerms::tr("%1 (%2)", "name and identifier of a thing").arg(name, key.id)
                   : PlanTerms::tr("%1 (%2, %3)", "name, identifier and carrier of a link")
                         .arg(name, key.id, carrier);
    }
    return style == NameStyle::Distinct && isShared(snapshot, key, name, names.language)
               ? PlanTerms::tr("%1 (%2)", "name and identifier of a thing").arg(name, key.id)
               : name;
}

QString StyledNames::target(const Target& target) const
{
    const EntityKey key = keyOf(target);
    return style == NameStyle::Short || !key.isValid() || target.kind == TargetKind::Province
               ? names.target(target)
               : PlanTerms::tr("%1 %2", "kind and name of a thing")
                     .arg(PlanTerms::of(target.kind), label(key.type, target.id));
}

QString StyledNames::place(const std::string& id) const
{
    for (const Type type : {Type::Pool, Type::Site}) {
        if (const QString name = label(type, id); name != format::text(id)) {
            return name;
        }
    }
    return format::text(id);
}

} // namespace models
