#include "twin/scenario/editor_doing.h"

#include "twin/registry/identifier.h"
#include "twin/scenario/nearest.h"
#include "twin/scenario/selection.h"

#include <algorithm>

namespace twin::scenario {

Judged<> Doing::operator()(const AddLink& x)
{
    if (auto free = newName({TargetKind::Link, x.id}, registry::IdentifierKind::Link); !free) {
        return free;
    }
    for (const std::string& end : {x.a, x.b}) {
        if (auto known = m_names.needPlace(end); !known) {
            return known;
        }
    }
    if (x.a == x.b) {
        return cannot(Reason(ReasonKind::SameEnds, {x.a}));
    }
    if (m_names.hasPool(x.b)) {
        return cannot(m_names.hasPool(x.a) ? Reason(ReasonKind::JoinsPools)
                                           : Reason(ReasonKind::PoolIsFirstEnd, {x.b}));
    }
    const auto& carriers = m_ground.world()->registry->carriers;
    if (!x.carrier.empty() &&
        std::ranges::find(carriers, x.carrier, &registry::Carrier::id) == carriers.end()) {
        return cannot(
            Reason(ReasonKind::UnknownCarrier, {x.carrier}).near(nearestNames(x.carrier, idsOf(carriers))));
    }
    if (x.carrier.empty() && !carriers.empty()) {
        return cannot(ReasonKind::CarrierMissing);
    }
    if (auto whole = followConduits(x); !whole) {
        return whole;
    }
    m_edits.additions.emplace_back(x);
    return {};
}

Judged<> Doing::operator()(const AddConduit& x)
{
    if (auto free = newName({TargetKind::Conduit, x.id}, registry::IdentifierKind::Conduit); !free) {
        return free;
    }
    for (const std::string& end : {x.a, x.b}) {
        if (auto known = m_names.needPlace(end); !known) {
            return known;
        }
    }
    if (x.a == x.b) {
        return cannot(Reason(ReasonKind::SameEnds, {x.a}));
    }
    m_edits.additions.emplace_back(x);
    return {};
}

Judged<> Doing::operator()(const AddPool& x)
{
    if (auto free = newName({TargetKind::Pool, x.id}, registry::IdentifierKind::Pool); !free) {
        return free;
    }
    if (auto known = m_names.need({TargetKind::Pool, x.like}); !known) {
        return known;
    }
    const registry::Registry& registry = *m_ground.world()->registry;
    const auto like = registry.find(EntityKind::Pool, x.like);
    if (!like) {
        return cannot(Reason(ReasonKind::LikeIsAdded, {x.like}));
    }
    const auto id = registry::Identifier::parse(registry::IdentifierKind::Pool, x.id);
    if (provinceCode(id->adcode()) != provinceCode(registry.pools[like->index].adcode)) {
        return cannot(Reason(ReasonKind::OtherProvince, {x.id, x.like}));
    }
    if (!registry.subject(id->subject()).isValid()) {
        return cannot(noEnterprise(std::string(id->subject())));
    }
    m_edits.additions.emplace_back(x);
    return {};
}

Judged<> Doing::operator()(const Remove& x)
{
    if (auto known = m_names.need(x.target); !known) {
        return known;
    }
    m_edits.removed.insert(x.target);
    return {};
}

Judged<> Doing::operator()(const ResizeLink& x)
{
    if (auto known = m_names.need({TargetKind::Link, x.id}); !known) {
        return known;
    }
    m_edits.linkCapacity_bps[x.id] = x.capacity_bps;
    return {};
}

Judged<> Doing::operator()(const ResizeConduit& x)
{
    if (auto known = m_names.need({TargetKind::Conduit, x.id}); !known) {
        return known;
    }
    return scale(m_edits.conduitFactor, x.id, x.factor);
}

Judged<> Doing::operator()(const ResizePool& x)
{
    if (auto known = m_names.need({TargetKind::Pool, x.id}); !known) {
        return known;
    }
    return scale(m_edits.poolFactor, x.id, x.factor);
}

Judged<> Doing::operator()(const PlannedBuilds& x)
{
    m_edits.additions.emplace_back(x);
    return {};
}

Judged<> Doing::operator()(const SetPolicy& x)
{
    m_edits.routing = x.routing.value_or(m_edits.routing);
    m_edits.utilisationLimit = x.utilisationLimit.value_or(m_edits.utilisationLimit);
    return {};
}

Judged<> Doing::newName(const Target& target, registry::IdentifierKind kind) const
{
    if (m_names.has(target) || m_edits.removed.contains(target)) {
        return cannot(Reason(ReasonKind::NameTaken, target));
    }
    const auto parsed = registry::Identifier::parse(kind, target.id);
    if (!parsed) {
        const bool isPool = kind == registry::IdentifierKind::Pool;
        return cannot(Reason(isPool ? ReasonKind::BadPoolIdentifier : ReasonKind::BadIdentifier, target,
                             {parsed.error().reason})
                          .with({double{registry::Identifier::kMaxFreeBytes}}));
    }
    return {};
}

Judged<> Doing::followConduits(const AddLink& x) const
{
    std::string at = x.a;
    for (const std::string& id : x.conduits) {
        if (auto known = m_names.need({TargetKind::Conduit, id}); !known) {
            return known;
        }
        const auto [a, b] = m_names.ends(id);
        if (a != at && b != at) {
            return cannot(Reason(ReasonKind::ConduitsBroken, {x.a, x.b, id, at}));
        }
        at = a == at ? b : a;
    }
    if (!x.conduits.empty() && at != x.b) {
        return cannot(Reason(ReasonKind::ConduitsElsewhere, {x.a, at, x.b}));
    }
    return {};
}

Judged<> Doing::scale(std::map<std::string, double>& factors, const std::string& id, double factor)
{
    const auto found = factors.try_emplace(id, 1).first;
    const double product = found->second * factor;
    if (!(product >= 1e-6 && product <= 1e6)) {
        return cannot(ReasonKind::ResizedTooMuch);
    }
    found->second = product;
    return {};
}

} // namespace twin::scenario
