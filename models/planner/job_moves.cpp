#include "models/planner/job_moves.h"

#include "models/format/format.h"
#include "twin/scenario/card_check.h"
#include "twin/scenario/limit_check.h"
#include "twin/scenario/names.h"

#include <QCoreApplication>

#include <algorithm>
#include <numeric>

namespace models {

using namespace twin::registry;
using namespace twin::scenario;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(models::JobMoves)
};

std::vector<CardsAt> placementsOf(const twin::registry::Job& job)
{
    std::vector<CardsAt> out;
    for (const PlacedCards& placed : job.placements) {
        out.push_back({placed.poolId, placed.cards});
    }
    return out;
}

/// The job's placements with what is in `from` in `to` instead.
std::vector<CardsAt> moved(const std::vector<CardsAt>& now, const std::string& from, const std::string& to)
{
    std::vector<CardsAt> out;
    std::uint32_t cards = 0;
    for (const CardsAt& at : now) {
        if (from.empty() || at.pool == from || at.pool == to) {
            cards += at.cards;
        } else {
            out.push_back(at);
        }
    }
    out.push_back({to, cards});
    return out;
}

/// Where the largest part of what is moved stands; none when its pool is not in the registry.
std::optional<twin::Position> placeOf(const std::vector<CardsAt>& now, const std::string& from,
                                      const Registry& registry)
{
    const CardsAt* most = nullptr;
    for (const CardsAt& at : now) {
        if ((from.empty() || at.pool == from) && (most == nullptr || at.cards > most->cards)) {
            most = &at;
        }
    }
    const auto pool = most != nullptr ? registry.find(twin::EntityKind::Pool, most->pool) : std::nullopt;
    return pool ? std::optional(registry.pools[pool->index].position) : std::nullopt;
}

bool wantsChips(const Pool& pool, const std::string& chipClass)
{
    return chipClass.empty() ||
           std::ranges::any_of(pool.chips, [&](const Chip& chip) { return chip.chipClass == chipClass; });
}

} // namespace

std::uint32_t cardsOf(const std::string& job, const std::string& pool, const Ground& ground,
                      const Edits& edits)
{
    const JobPtr found = Names(ground, edits).job(job);
    std::uint32_t out = 0;
    for (const PlacedCards& placed : found != nullptr ? found->placements : std::vector<PlacedCards>()) {
        out += pool.empty() || placed.poolId == pool ? placed.cards : 0;
    }
    return out;
}

std::vector<PoolRoom> poolsFor(const std::string& job, const std::string& from, const Ground& ground,
                               const Edits& edits)
{
    std::vector<PoolRoom> out;
    const JobPtr found = Names(ground, edits).job(job);
    if (found == nullptr || found->placements.empty()) {
        return out;
    }
    const Registry& registry = *ground.world()->registry;
    const CardCheck check(ground, edits);
    LimitCheck limits(ground, edits);
    const std::vector<CardsAt> now = placementsOf(*found);
    const std::vector<CardsAt> own = takesCards(found->state) ? now : std::vector<CardsAt>();
    const auto here = placeOf(now, from, registry);
    for (const Pool& pool : registry.pools) {
        const std::vector<CardsAt> then = moved(now, from, pool.id);
        if (then == now || !isInService(pool.asset.state) || !wantsChips(pool, found->chipClass) ||
            edits.removed.contains(Target{TargetKind::Pool, pool.id})) {
            continue;
        }
        // Once a pool: it walks all jobs.
        const auto room = check.free(pool.id, found->chipClass, own);
        if (!room || *room < static_cast<std::int64_t>(then.back().cards) ||
            !limits.fit(*found, then, edits.now)) {
            continue;
        }
        out.push_back({{EntityKey::Type::Pool, format::text(pool.id)},
                       static_cast<std::uint32_t>(std::clamp<std::int64_t>(*room, 0, pool.cards)),
                       here ? twin::distanceMetres(*here, pool.position) : 0});
    }
    std::ranges::stable_sort(out, {}, &PoolRoom::distance_m);
    return out;
}

std::vector<PlacedJob> jobsIn(const std::string& pool, const Ground& ground, const Edits& edits)
{
    std::vector<PlacedJob> out;
    const Names names(ground, edits);
    const auto consider = [&](const std::string& id) {
        const JobPtr job = names.job(id);
        if (job == nullptr || !takesCards(job->state)) {
            return;
        }
        if (const std::uint32_t cards = cardsOf(id, pool, ground, edits); cards > 0) {
            out.push_back({{EntityKey::Type::Job, format::text(id)}, cards});
        }
    };
    for (const JobPtr& job : ground.jobs()) {
        consider(job->id);
    }
    for (const auto& [id, job] : edits.submitted) {
        consider(id);
    }
    std::ranges::stable_sort(out, std::greater<>(), &PlacedJob::cards);
    return out;
}

QuickAnswer moveJob(const std::string& job, const std::string& from, const std::string& to,
                    const Ground& ground, const Edits& edits)
{
    const JobPtr found = Names(ground, edits).job(job);
    if (found == nullptr) {
        return {std::nullopt, Words::tr("There is no job %1 in the scenario.").arg(format::text(job))};
    }
    const std::vector<CardsAt> now = placementsOf(*found);
    if (now.empty()) {
        return {std::nullopt, Words::tr("Job %1 holds no cards yet.").arg(format::text(job))};
    }
    if (!from.empty() && std::ranges::find(now, from, &CardsAt::pool) == now.end()) {
        return {std::nullopt,
                Words::tr("Job %1 has no cards in %2.").arg(format::text(job), format::text(from))};
    }
    return {Command{MoveJob{job, moved(now, from, to)}, {}, {}, {}}, {}};
}

} // namespace models
