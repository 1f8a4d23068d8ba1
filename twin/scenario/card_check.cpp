#include "twin/scenario/card_check.h"

#include "twin/scenario/selection.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace twin::scenario {

namespace {

tl::unexpected<Error> cannot(std::string reason)
{
    return failure(ErrorCode::Invalid, std::move(reason));
}

} // namespace

Result<> CardCheck::fit(const std::vector<CardsAt>& placements, const std::string& chipClass,
                        const std::vector<CardsAt>& own) const
{
    for (const CardsAt& at : placements) {
        if (auto known = m_names.need({TargetKind::Pool, at.pool}); !known) {
            return known;
        }
        const Names::PoolFacts facts = m_names.pool(at.pool);
        if (facts.pool == nullptr) {
            return cannot("there is no pool " + at.pool);
        }
        if (auto open = takesOrders(at.pool, *facts.pool); !open) {
            return open;
        }
        std::int64_t cards = 0;
        for (const registry::Chip& chip : facts.pool->chips) {
            cards += chipClass.empty() || chip.chipClass == chipClass
                         ? std::max<std::int64_t>(1, std::llround(chip.count * facts.scale))
                         : 0;
        }
        if (cards == 0) {
            return cannot(at.pool + " has no " + chipClass);
        }
        const std::int64_t free = cards - taken(at.pool, own);
        if (free < static_cast<std::int64_t>(at.cards)) {
            return cannot(at.pool + " has " + std::to_string(std::max<std::int64_t>(0, free)) +
                          " cards free, " + std::to_string(at.cards) + " are asked for");
        }
    }
    return {};
}

std::int64_t CardCheck::taken(const std::string& pool, const std::vector<CardsAt>& own) const
{
    const auto known = m_ground.world()->registry->find(EntityKind::Pool, pool);
    std::int64_t out =
        known ? static_cast<std::int64_t>(m_ground.cardsTaken(registry::PoolIndex{known->index})) : 0;
    if (const auto more = m_edits.cardsTaken.find(pool); more != m_edits.cardsTaken.end()) {
        out += more->second;
    }
    for (const CardsAt& at : own) {
        out -= at.pool == pool ? at.cards : 0;
    }
    return out;
}

/// A pool that is down or drained, or whose identifiers nobody resolves, gets no new job.
Result<> CardCheck::takesOrders(const std::string& id, const registry::Pool& pool) const
{
    const Target self{TargetKind::Pool, id};
    const Target province{TargetKind::Province, std::to_string(provinceCode(pool.adcode))};
    for (const Target& target : {self, province}) {
        const auto found = m_edits.marks.find(target);
        if (found != m_edits.marks.end() && found->second.kind != MarkKind::Degraded) {
            return cannot(text(target) +
                          (found->second.kind == MarkKind::Failed ? " is down" : " is drained"));
        }
    }
    if (m_names.isDownInGround(self) && !m_edits.restored.contains(self)) {
        return cannot(id + " is down");
    }
    for (const auto& [target, mark] : m_edits.marks) {
        if (isResolverOf(target, pool)) {
            return cannot(text(target) + " does not answer: no new orders in " + id);
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
