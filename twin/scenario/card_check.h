#pragma once

#include "twin/scenario/names.h"
#include "twin/scenario/refusal.h"

#include <cstdint>
#include <string>
#include <vector>

namespace twin::scenario {

/// Cards of a class (empty: any) that are free in a pool. A job that takes any class is where there is room:
/// a class has free what it has less its own jobs' cards, but no more than the pool has less everybody's.
/// @param cardsOfClass, cardsInAll of the pool
[[nodiscard]] std::int64_t freeCards(const CardsTaken& taken, const std::string& pool,
                                     const std::string& chipClass, std::int64_t cardsOfClass,
                                     std::int64_t cardsInAll);

/// Whether pools can take jobs, and how many cards of theirs are free, on a ground under edits.
class CardCheck
{
  public:
    CardCheck(const Ground& ground, const Edits& edits)
        : m_ground(ground)
        , m_edits(edits)
        , m_names(ground, edits)
    {}

    /// Whether the cards are free: those of running jobs, but for `own` (of the same class), are not. Errors:
    /// Unknown, Removed, NoSuchChips, CardsShort, that a pool is down or drained, ResolverSilent.
    [[nodiscard]] Judged<> fit(const std::vector<CardsAt>& placements, const std::string& chipClass,
                               const std::vector<CardsAt>& own) const;

    /// Cards of the class (empty: any) free in a pool that takes orders, `own` counted as free; below 0 when
    /// more are taken than there are. Errors: as above.
    [[nodiscard]] Judged<std::int64_t> free(const std::string& pool, const std::string& chipClass,
                                            const std::vector<CardsAt>& own) const;
    /// Cards free beside `others` alone, all that are held. Errors: as above.
    [[nodiscard]] Judged<std::int64_t> freeBeside(const std::string& pool, const std::string& chipClass,
                                                  const CardsTaken& others) const;
    /// Whether so many are.
    [[nodiscard]] Judged<> fitBeside(const std::vector<CardsAt>& placements, const std::string& chipClass,
                                     const CardsTaken& taken) const;

  private:
    [[nodiscard]] static Judged<> fitIn(const CardsAt& at, const Judged<std::int64_t>& free);
    [[nodiscard]] CardsTaken taken(const std::string& pool) const;
    [[nodiscard]] Judged<> takesOrders(const std::string& id, const registry::Pool& pool) const;
    [[nodiscard]] bool isResolverOf(const Target& target, const registry::Pool& pool) const;

    const Ground& m_ground;
    const Edits& m_edits;
    Names m_names;
};

} // namespace twin::scenario
