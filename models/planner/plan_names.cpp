#include "models/planner/plan_names.h"

#include "models/format/format.h"
#include "models/planner/plan_terms.h"
#include "models/search/related.h"

namespace models {

using twin::scenario::Target;
using twin::scenario::TargetKind;
using Type = EntityKey::Type;

EntityKey keyOf(const Target& target)
{
    const auto type = [&] {
        switch (target.kind) {
        case TargetKind::Conduit:
            return Type::Conduit;
        case TargetKind::Link:
            return Type::Link;
        case TargetKind::Site:
            return Type::Site;
        case TargetKind::Pool:
            return Type::Pool;
        case TargetKind::ServiceNode:
            return Type::ServiceNode;
        case TargetKind::Province:
            return Type::Province;
        case TargetKind::Source:
            return Type::Source;
        case TargetKind::Card:
            return Type::Job;
        case TargetKind::Interconnection:
        case TargetKind::IdentifierService:
            break;
        }
        return Type::None;
    }();
    return type == Type::None ? EntityKey{} : EntityKey{type, format::text(target.id)};
}

EntityKey linkOfArc(const std::string& arc)
{
    if (arc.size() < 2 || (arc.back() != '>' && arc.back() != '<')) {
        return {};
    }
    return {Type::Link, format::text(arc).chopped(1)};
}

QString PlanNames::label(Type type, const std::string& id) const
{
    const EntityKey key{type, format::text(id)};
    const QString name = snapshot != nullptr ? entityLabel(*snapshot, key, language) : QString();
    return name.isEmpty() ? key.id : name;
}

QString PlanNames::target(const Target& target) const
{
    const EntityKey key = keyOf(target);
    const QString name = key.isValid() ? label(key.type, target.id) : format::text(target.id);
    if (target.kind == TargetKind::Province) {
        return PlanTerms::tr("power of %1", "all power of a province").arg(name);
    }
    return PlanTerms::tr("%1 %2", "kind and name of a thing").arg(PlanTerms::of(target.kind), name);
}

QString PlanNames::place(const std::string& id) const
{
    for (const Type type : {Type::Pool, Type::Site}) {
        if (const QString name = label(type, id); name != format::text(id)) {
            return name;
        }
    }
    return format::text(id);
}

QString PlanNames::province(std::uint32_t adcode) const
{
    return label(Type::Province, std::to_string(adcode));
}

} // namespace models
