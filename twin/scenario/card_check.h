#pragma once

#include "twin/scenario/names.h"
#include "twin/support/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace twin::scenario {

/// Whether pools can take jobs, and how many cards of theirs are free, on a ground under edits.
class CardCheck
{
  public:
    CardCheck(const Ground& ground, const Edits& edits)
        : m_ground(ground)
        , m_edits(edits)
        , m_names(ground, edits)
    {}

    /// Whether the cards are free: those of running jobs, but for `own`, are not. Errors: Invalid, with the
    /// reason.
    [[nodiscard]] Result<> fit(const std::vector<CardsAt>& placements, const std::string& chipClass,
                               const std::vector<CardsAt>& own) const;

  private:
    [[nodiscard]] std::int64_t taken(const std::string& pool, const std::vector<CardsAt>& own) const;
    [[nodiscard]] Result<> takesOrders(const std::string& id, const registry::Pool& pool) const;
    [[nodiscard]] bool isResolverOf(const Target& target, const registry::Pool& pool) const;

    const Ground& m_ground;
    const Edits& m_edits;
    Names m_names;
};

} // namespace twin::scenario
