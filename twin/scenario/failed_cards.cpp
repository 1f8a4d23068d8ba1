#include "twin/scenario/failed_cards.h"

#include "twin/scenario/pool_money.h"

#include <algorithm>

namespace twin::scenario {

namespace {

/// Also of one that is cancelled: what has failed under it is still out.
std::string chipClassOf(const Ground& ground, const Edits& edits, const std::string& id)
{
    const auto submitted = edits.submitted.find(id);
    if (submitted != edits.submitted.end()) {
        return submitted->second.chipClass;
    }
    const JobPtr job = ground.job(id);
    return job != nullptr ? job->chipClass : std::string();
}

} // namespace

double workingShare(const Edits& edits, const registry::Job& job, const registry::PlacedCards& placed)
{
    if (edits.failedCards.empty() || placed.cards == 0) {
        return 1;
    }
    const auto failed = edits.failedCards.find({job.id, placed.poolId});
    if (failed == edits.failedCards.end()) {
        return 1;
    }
    const std::uint32_t missing =
        std::min(placed.cards, failed->second.out - std::min(failed->second.out, failed->second.spared));
    return static_cast<double>(placed.cards - missing) / placed.cards;
}

const registry::PlacedCards* mostWorking(const Edits& edits, const registry::Job& job)
{
    const registry::PlacedCards* most = nullptr;
    double mostLeft = 0;
    for (const registry::PlacedCards& placed : job.placements) {
        const double left = placed.cards * workingShare(edits, job, placed);
        if (left > mostLeft) {
            most = &placed;
            mostLeft = left;
        }
    }
    return most;
}

std::vector<StrandedCards> strandedCards(const Ground& ground, const Edits& edits,
                                         const registry::Registry& registry)
{
    std::vector<StrandedCards> out;
    for (const auto& [where, failed] : edits.failedCards) {
        const auto pool = registry.find(EntityKind::Pool, where.second);
        if (!pool) {
            continue;
        }
        const std::string chipClass = chipClassOf(ground, edits, where.first);
        out.push_back({pool->index, failed.out, flopsOf(registry.pools[pool->index], chipClass, 1)});
    }
    return out;
}

void strandFailedCards(const std::vector<StrandedCards>& failed, std::vector<PoolSituation>& pools)
{
    for (const StrandedCards& one : failed) {
        PoolSituation& pool = pools[one.pool];
        const std::uint32_t cards = std::min(one.cards, pool.cardsUsable);
        pool.cardsUsable -= cards;
        for (std::size_t p = 0; p < kPrecisionCount; ++p) {
            pool.stranded.value[p] =
                std::min(pool.declared.value[p], pool.stranded.value[p] + cards * one.perCard.value[p]);
        }
    }
}

void leaveFailedCards(Edits& edits, const std::string& job, const std::vector<CardsAt>& placements)
{
    for (auto one = edits.failedCards.lower_bound({job, ""});
         one != edits.failedCards.end() && one->first.first == job; ++one) {
        if (std::ranges::find(placements, one->first.second, &CardsAt::pool) == placements.end()) {
            one->second.spared = one->second.out;
        }
    }
}

CardsTaken withSpares(const Ground& ground, const Edits& edits, CardsTaken held)
{
    for (const auto& [where, failed] : edits.failedCards) {
        held[{where.second, chipClassOf(ground, edits, where.first)}] += failed.spared;
    }
    return held;
}

void addSpares(const Ground& ground, const Edits& edits, const std::string& pool, CardsTaken& taken)
{
    for (const auto& [where, failed] : edits.failedCards) {
        if (where.second == pool) {
            taken[{pool, chipClassOf(ground, edits, where.first)}] += failed.spared;
        }
    }
}

} // namespace twin::scenario
