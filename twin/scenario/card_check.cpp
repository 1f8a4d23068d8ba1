#include "twin/scenario/card_check.h"

#include "twin/scenario/failed_cards.h"
#include "twin/scenario/selection.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace twin::scenario {

Judged<> CardCheck::fit(const std::vector<CardsAt>& placements, const std::string& chipClass,
                        const std::vector<CardsAt>& own) const
{
    for (const CardsAt& at : placements) {
        if (auto fits = fitIn(at, free(at.pool, chipClass, own)); !fits) {
            return fits;
        }
    }
    return {};
}

Judged<> CardCheck::fitBeside(const std::vector<CardsAt>& placements, const std::string& chipClass,
                              const CardsTaken& taken) const
{
    for (const CardsAt& at : placements) {
        if (auto fits = fitIn(at, freeBeside(at.pool, chipClass, taken)); !fits) {
            return fits;
        }
    }
    return {};
}

Judged<> CardCheck::fitIn(const CardsAt& at, const Judged<std::int64_t>& free)
{
    if (!free) {
        return refused(free.error());
    }
    if (*free < static_cast<std::int64_t>(at.cards)) {
        return cannot(Reason(ReasonKind::CardsShort, {TargetKind::Pool, at.pool})
                          .with({static_cast<double>(std::max<std::int64_t>(0, *free)),
                                 static_cast<double>(at.cards)}));
    }
    return {};
}

Judged<std::int64_t> CardCheck::free(const std::string& pool, const std::string& chipClass,
                                     const std::vector<CardsAt>& own) const
{
    CardsTaken others = taken(pool);
    for (const CardsAt& mine : own) {
        if (mine.pool == pool) {
            others[{pool, chipClass}] -= mine.cards;
        }
    }
    return freeBeside(pool, chipClass, others);
}

Judged<std::int64_t> CardCheck::freeBeside(const std::string& pool, const std::string& chipClass,
                                           const CardsTaken& others) const
{
    if (auto known = m_names.need({TargetKind::Pool, pool}); !known) {
        return refused(std::move(known.error()));
    }
    const Names::PoolFacts facts = m_names.pool(pool);
    if (facts.pool == nullptr) {
        return cannot(Reason(ReasonKind::Unknown, {TargetKind::Pool, pool}));
    }
    if (auto open = takesOrders(pool, *facts.pool); !open) {
        return refused(std::move(open.error()));
    }
    std::int64_t ofClass = 0;
    std::int64_t inAll = 0;
    for (const registry::Chip& chip : facts.pool->chips) {
        const std::int64_t cards = std::max<std::int64_t>(1, std::llround(chip.count * facts.scale));
        inAll += cards;
        ofClass += chipClass.empty() || chip.chipClass == chipClass ? cards : 0;
    }
    if (ofClass == 0) {
        return cannot(Reason(ReasonKind::NoSuchChips, {TargetKind::Pool, pool}, {chipClass}));
    }
    return freeCards(others, pool, chipClass, ofClass, inAll);
}

CardsTaken CardCheck::taken(const std::string& pool) const
{
    CardsTaken out;
    for (const JobPtr& job : m_ground.jobs()) {
        for (const registry::PlacedCards& placed : job->placements) {
            if (placed.poolId == pool && takesCards(job->state)) {
                out[{pool, job->chipClass}] += placed.cards;
            }
        }
    }
    for (auto more = m_edits.cardsTaken.lower_bound({pool, ""});
         more != m_edits.cardsTaken.end() && more->first.first == pool; ++more) {
        out[more->first] += more->second;
    }
    addSpares(m_ground, m_edits, pool, out);
    return out;
}

std::int64_t freeCards(const CardsTaken& taken, const std::string& pool, const std::string& chipClass,
                       std::int64_t cardsOfClass, std::int64_t cardsInAll)
{
    std::int64_t all = 0;
    std::int64_t ofClass = 0;
    for (auto one = taken.lower_bound({pool, ""}); one != taken.end() && one->first.first == pool; ++one) {
        all += one->second;
        ofClass += one->first.second == chipClass ? one->second : 0;
    }
    const std::int64_t room = cardsInAll - all;
    return chipClass.empty() ? room : std::min(room, cardsOfClass - ofClass);
}

/// A pool that is down or drained, or whose identifiers nobody resolves, gets no new job.
Judged<> CardCheck::takesOrders(const std::string& id, const registry::Pool& pool) const
{
    const Target self{TargetKind::Pool, id};
    const Target province{TargetKind::Province, std::to_string(provinceCode(pool.adcode))};
    for (const Target& target : {self, province}) {
        const auto found = m_edits.marks.find(target);
        if (found != m_edits.marks.end() && found->second.kind() != MarkKind::Degraded) {
            const bool isDown = found->second.kind() == MarkKind::Failed;
            return cannot(Reason(isDown ? ReasonKind::IsDown : ReasonKind::IsDrained, target));
        }
    }
    if (m_names.isDownInGround(self) && !m_edits.restored.contains(self)) {
        return cannot(Reason(ReasonKind::IsDownAtFirst, self));
    }
    for (const auto& [target, mark] : m_edits.marks) {
        if (isResolverOf(target, pool)) {
            const bool isSilent = mark.kind() == MarkKind::Failed;
            return cannot(
                Reason(isSilent ? ReasonKind::ResolverSilent : ReasonKind::ResolverDrained, target, {id}));
        }
    }
    return {};
}

bool CardCheck::isResolverOf(const Target& target, const registry::Pool& pool) const
{
    if (target.kind != TargetKind::ServiceNode && target.kind != TargetKind::IdentifierService) {
        return false;
    }
    const auto found = m_ground.world()->registry->find(EntityKind::ServiceNode, target.id);
    return found && resolves(m_ground.world()->registry->serviceNodes[found->index], pool);
}

} // namespace twin::scenario
