#include "models/planner/styled_names.h"

#include "models/format/format.h"
#include "models/planner/plan_terms.h"

#include <algorithm>

namespace models {

using twin::scenario::Target;
using twin::scenario::TargetKind;
using Type = EntityKey::Type;

namespace {

/// Whether others run between the same places, and are called by them too.
template <typename Things> bool haveSameEnds(const Things& things, std::size_t index)
{
    const auto& one = things[index];
    return std::ranges::count_if(things, [&](const auto& each) {
               return (each.a == one.a && each.b == one.b) || (each.a == one.b && each.b == one.a);
           }) > 1;
}

template <typename Things>
bool haveSameName(const Things& things, const QString& name, const Language& language)
{
    const std::string shown = format::utf8(name); // its bytes: a text of each would be made for nothing
    return std::ranges::count_if(things, [&](const auto& each) {
               const std::string& wanted = language.isChinese() ? each.name.zh : each.name.en;
               const std::string& other = language.isChinese() ? each.name.en : each.name.zh;
               return (wanted.empty() ? other : wanted) == shown;
           }) > 1;
}

/// Whether others of the kind are called `name` too. Precondition: that is what it is called there.
bool isShared(const twin::state::Snapshot& snapshot, const EntityKey& key, const QString& name,
              const Language& language)
{
    const twin::registry::Registry& registry = *snapshot.registry;
    switch (key.type) {
    case Type::Link: {
        const auto link = registry.find(twin::EntityKind::Link, format::utf8(key.id));
        return link && haveSameEnds(registry.links, link->index);
    }
    case Type::Conduit: {
        const auto conduit = registry.conduit(format::utf8(key.id));
        return conduit && haveSameEnds(registry.conduits, conduit.value());
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
