#include "twin/scenario/editor_doing.h"

#include "twin/scenario/nearest.h"
#include "twin/scenario/selection.h"

namespace twin::scenario {

template <typename Change> Judged<> Doing::onPools(const PoolSelection& which, Change&& change)
{
    const registry::Registry& registry = *m_ground.world()->registry;
    if (!which.pool.empty()) {
        if (auto known = m_names.need({TargetKind::Pool, which.pool}); !known) {
            return known;
        }
        change(m_edits.terms[which.pool]);
        return {};
    }
    if (!which.subject.empty() && !registry.subject(which.subject).isValid()) {
        return cannot(noEnterprise(which.subject));
    }
    std::size_t meant = 0;
    for (const registry::Pool& pool : registry.pools) {
        if (isMeant(which, pool.id, registry[pool.subject].id, pool.adcode)) {
            change(m_edits.terms[pool.id]);
            ++meant;
        }
    }
    return meant != 0 ? Judged<>() : cannot(ReasonKind::NoPoolMeant);
}

Judged<> Doing::operator()(const SetPrice& x)
{
    return onPools(x.pools, [&](PoolTerms& terms) { terms.priceFactor *= x.factor; });
}

Judged<> Doing::operator()(const SetTariff& x)
{
    return onPools(x.pools, [&](PoolTerms& terms) { terms.tariffPerKwh = x.perKwh; });
}

Judged<> Doing::operator()(const SetPue& x)
{
    return onPools(x.pools, [&](PoolTerms& terms) { terms.pue = x.pue; });
}

Reason Doing::noEnterprise(const std::string& id) const
{
    return Reason(ReasonKind::UnknownEnterprise, {id})
        .near(nearestNames(id, idsOf(m_ground.world()->registry->subjects)));
}

} // namespace twin::scenario
