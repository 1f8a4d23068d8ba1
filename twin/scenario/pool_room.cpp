#include "twin/scenario/pool_room.h"

#include "twin/scenario/pool_money.h"

#include <algorithm>

namespace twin::scenario {

namespace {

double partOf(std::int64_t cards, std::int64_t held)
{
    return held > cards ? static_cast<double>(cards) / static_cast<double>(held) : 1;
}

} // namespace

PoolRoom::PoolRoom(const registry::Registry& registry, const Edits& edits, const CardsTaken& held)
{
    for (const auto& [id, factor] : edits.poolFactor) {
        const auto pool = factor < 1 ? registry.find(EntityKind::Pool, id) : std::nullopt;
        if (pool) {
            look(pool->index, registry.pools[pool->index], edits, held);
        }
    }
}

void PoolRoom::look(std::uint32_t number, const registry::Pool& pool, const Edits& edits,
                    const CardsTaken& held)
{
    const double factor = edits.poolFactor.at(pool.id);
    std::map<std::string, std::int64_t> cards;
    std::int64_t all = 0;
    for (const registry::Chip& chip : pool.chips) {
        const std::int64_t count = cardsOf(chip, factor);
        cards[chip.chipClass] += count;
        all += count;
    }
    const auto first = held.lower_bound({pool.id, ""});
    std::int64_t heldInAll = 0;
    for (const auto& [where, failed] : edits.failedCards) {
        if (where.second == pool.id) {
            all = std::max<std::int64_t>(0, all - failed.out);
            heldInAll -= failed.out - std::min(failed.out, failed.spared); // their jobs do without them
        }
    }
    for (auto one = first; one != held.end() && one->first.first == pool.id; ++one) {
        heldInAll += one->second;
    }
    for (auto one = first; one != held.end() && one->first.first == pool.id; ++one) {
        const std::string& chipClass = one->first.second;
        const double ofClass = chipClass.empty() ? 1 : partOf(cards[chipClass], one->second);
        if (const double share = std::min(ofClass, partOf(all, heldInAll)); share < 1) {
            m_shares.emplace(std::pair(number, chipClass), share);
        }
    }
}

double PoolRoom::share(std::size_t pool, const std::string& chipClass) const
{
    if (m_shares.empty()) {
        return 1;
    }
    const auto found = m_shares.find({static_cast<std::uint32_t>(pool), chipClass});
    return found == m_shares.end() ? 1 : found->second;
}

} // namespace twin::scenario
