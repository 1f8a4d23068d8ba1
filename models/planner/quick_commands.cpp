#include "models/planner/quick_commands.h"

#include "models/format/format.h"
#include "twin/scenario/editor.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <limits>

namespace models {

using namespace twin::registry;
using namespace twin::scenario;
using Type = EntityKey::Type;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(models::QuickCommands)
};

QuickAnswer answer(Action action)
{
    return {Command{std::move(action), {}, {}, {}}, {}};
}

QuickAnswer refusal(const QString& reason)
{
    return {std::nullopt, reason};
}

/// Capacity of a link a to b as the edits leave it; 0 when there is no such link.
std::uint64_t capacityOf(const std::string& id, const Registry& registry, const Edits& edits)
{
    if (const auto resized = edits.linkCapacity_bps.find(id); resized != edits.linkCapacity_bps.end()) {
        return resized->second;
    }
    if (const auto link = registry.find(twin::EntityKind::Link, id)) {
        return registry.links[link->index].capacity_bps;
    }
    for (const Action& action : edits.additions) {
        if (const auto* added = std::get_if<AddLink>(&action); added != nullptr && added->id == id) {
            return added->capacity_bps;
        }
    }
    return 0;
}

QuickAnswer resize(const Target& target, const Registry& registry, const Edits& edits, double factor)
{
    switch (target.kind) {
    case TargetKind::Conduit:
        return answer(ResizeConduit{target.id, factor});
    case TargetKind::Pool:
        return answer(ResizePool{target.id, factor});
    default:
        break;
    }
    const std::uint64_t capacity = capacityOf(target.id, registry, edits);
    if (capacity == 0) {
        return refusal(Words::tr("There is no link %1 in the scenario.").arg(format::text(target.id)));
    }
    const double wanted = std::round(static_cast<double>(capacity) * factor);
    if (!(wanted >= 1 && wanted < 1e18)) {
        return refusal(Words::tr("No link can have that capacity."));
    }
    return answer(ResizeLink{target.id, static_cast<std::uint64_t>(wanted)});
}

/// Squared distance of a place from a leg, in degrees of latitude; good enough to tell near from far.
double distance2(twin::Position place, twin::Position a, twin::Position b)
{
    const double shrink = std::cos(place.lat() * 3.14159265358979 / 180);
    const double ax = (a.lon() - place.lon()) * shrink;
    const double ay = a.lat() - place.lat();
    const double dx = (b.lon() - a.lon()) * shrink;
    const double dy = b.lat() - a.lat();
    const double length2 = dx * dx + dy * dy;
    const double part = length2 > 0 ? std::clamp(-(ax * dx + ay * dy) / length2, 0.0, 1.0) : 0;
    const double x = ax + part * dx;
    const double y = ay + part * dy;
    return x * x + y * y;
}

double distance2(twin::Position place, const Conduit& conduit, const Registry& registry)
{
    if (conduit.polyline.size() < 2) {
        return distance2(place, registry.position(conduit.a), registry.position(conduit.b));
    }
    double best = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i + 1 < conduit.polyline.size(); ++i) {
        best = std::min(best, distance2(place, conduit.polyline[i], conduit.polyline[i + 1]));
    }
    return best;
}

bool isFailed(const Target& target, const Edits& edits)
{
    const auto mark = edits.marks.find(target);
    return mark != edits.marks.end() && mark->second.kind() == MarkKind::Failed;
}

} // namespace

std::optional<Target> planTarget(const EntityKey& key)
{
    if (!key.isValid()) {
        return std::nullopt;
    }
    const std::string id = format::utf8(key.id);
    switch (key.type) {
    case Type::Pool:
        return Target{TargetKind::Pool, id};
    case Type::Link:
        return Target{TargetKind::Link, id};
    case Type::ServiceNode:
        return Target{TargetKind::ServiceNode, id};
    case Type::Site:
        return Target{TargetKind::Site, id};
    case Type::Province:
        return Target{TargetKind::Province, id};
    case Type::Conduit:
        return Target{TargetKind::Conduit, id};
    case Type::Source:
        return Target{TargetKind::Source, id};
    default:
        return std::nullopt;
    }
}

EntityKey keyOfTarget(const Target& target)
{
    const QString id = format::text(target.id);
    switch (target.kind) {
    case TargetKind::Conduit:
        return {Type::Conduit, id};
    case TargetKind::Link:
        return {Type::Link, id};
    case TargetKind::Site:
        return {Type::Site, id};
    case TargetKind::Pool:
        return {Type::Pool, id};
    case TargetKind::ServiceNode:
    case TargetKind::IdentifierService:
        return {Type::ServiceNode, id};
    case TargetKind::Province:
        return {Type::Province, id};
    case TargetKind::Source:
        return {Type::Source, id};
    case TargetKind::Card:
        return {Type::Job, id};
    case TargetKind::Interconnection:
        break;
    }
    return {};
}

bool canBe(QuickVerb verb, Type type)
{
    const bool isOfNetwork = type == Type::Link || type == Type::Conduit;
    const bool isPlace = type == Type::Pool || type == Type::Site || type == Type::Province;
    switch (verb) {
    case QuickVerb::Fail:
    case QuickVerb::Restore:
        return isOfNetwork || isPlace || type == Type::ServiceNode || type == Type::Source;
    case QuickVerb::Drain:
        return isOfNetwork || isPlace || type == Type::ServiceNode;
    case QuickVerb::Degrade:
        return isOfNetwork || isPlace;
    case QuickVerb::Remove:
    case QuickVerb::Resize:
        return isOfNetwork || type == Type::Pool;
    }
    return false;
}

QuickAnswer quickCommand(QuickVerb verb, const EntityKey& key, const Registry& registry, const Edits& edits,
                         double amount)
{
    const auto target = planTarget(key);
    if (!target || !canBe(verb, key.type)) {
        return refusal(Words::tr("A scenario cannot do that to %1.").arg(key.id));
    }
    switch (verb) {
    case QuickVerb::Fail:
        return answer(Fail{*target, true});
    case QuickVerb::Drain:
        return answer(Drain{*target});
    case QuickVerb::Degrade:
        return amount >= 0 && amount <= 1 ? answer(Degrade{*target, amount})
                                          : refusal(Words::tr("What is left is a part from 0 to 100 %."));
    case QuickVerb::Restore:
        return answer(Restore{*target});
    case QuickVerb::Remove:
        return answer(Remove{*target});
    case QuickVerb::Resize:
        return resize(*target, registry, edits, amount);
    }
    return {};
}

QList<EntityKey> conduitsOf(const EntityKey& link, const Registry& registry)
{
    QList<EntityKey> out;
    const auto found =
        link.type == Type::Link ? registry.find(twin::EntityKind::Link, format::utf8(link.id)) : std::nullopt;
    if (found) {
        for (const ConduitIndex conduit : registry.links[found->index].conduits) {
            out.append({Type::Conduit, format::text(registry[conduit].id)});
        }
    }
    return out;
}

EntityKey conduitAt(const EntityKey& link, twin::Position place, const Registry& registry)
{
    EntityKey best;
    double nearest = std::numeric_limits<double>::infinity();
    for (const EntityKey& key : conduitsOf(link, registry)) {
        const Conduit& conduit = registry[registry.conduit(format::utf8(key.id))];
        if (const double apart = distance2(place, conduit, registry); apart < nearest) {
            nearest = apart;
            best = key;
        }
    }
    return best;
}

QuickAnswer cutOrRestore(const EntityKey& link, twin::Position place, const Registry& registry,
                         const Edits& edits)
{
    const auto self = planTarget(link);
    if (!self || self->kind != TargetKind::Link) {
        return refusal(Words::tr("Only links and their conduits can be cut."));
    }
    if (isFailed(*self, edits)) {
        return answer(Restore{*self});
    }
    const EntityKey conduit = conduitAt(link, place, registry);
    const Target target = conduit.isValid() ? *planTarget(conduit) : *self;
    if (isFailed(target, edits)) {
        return answer(Restore{target});
    }
    return answer(Fail{target, true});
}

Edits editsOf(const Fork& fork)
{
    const Ground& ground = *fork.ground();
    const twin::TimeNs now = fork.lastChange();
    Editor editor(ground, now);
    for (const Command& command : fork.commands()) {
        const auto end = endOf(command, ground.moment());
        if (!end || *end > now) {
            // Its fork could be made, so it can be done; one that leans on another whose time is over cannot
            // be, and is over with it.
            (void)editor.apply(command).has_value();
        }
    }
    return editor.take();
}

} // namespace models
