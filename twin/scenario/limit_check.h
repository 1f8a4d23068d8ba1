#pragma once

#include "twin/scenario/job_reach.h"
#include "twin/scenario/names.h"
#include "twin/scenario/refusal.h"

#include <memory>
#include <string>
#include <vector>

namespace twin::scenario {

/// Whether what a job's registration bounds allows it in other pools, on a ground under edits. Of pools it is
/// in already nothing is asked: it is there. What the registration does not say bounds nothing. One thread;
/// ground and edits must outlive it, and stay as they are.
class LimitCheck
{
  public:
    LimitCheck(const Ground& ground, const Edits& edits)
        : m_ground(ground)
        , m_edits(edits)
        , m_names(ground, edits)
    {}

    /// @param job where it is now @param from the moment it would move
    /// Errors, in this order: PrecisionMissing, MemoryShort, ProvinceClosed, LossTooHigh, LossUnsaid,
    /// GreenShort, DataUnreachable, UsersUnreachable, LatencyTooHigh, ClassTooHigh, ClassUnsaid, BudgetShort;
    /// those of building a network with what is added. Precondition: the pools are there and have such cards.
    /// Cost: one look at all arcs for the first that needs a way, then a Dijkstra for each place of users.
    [[nodiscard]] Judged<> fit(const registry::Job& job, const std::vector<CardsAt>& placements, TimeNs from);

  private:
    [[nodiscard]] Judged<> fitPool(const registry::Job& job, const std::string& id,
                                   const registry::Pool& pool) const;
    [[nodiscard]] Judged<> fitWay(const registry::Job& job, const std::string& id,
                                  const registry::Pool& pool);
    [[nodiscard]] Judged<> fitBudget(const registry::Job& job, const std::vector<CardsAt>& placements,
                                     TimeNs from);
    [[nodiscard]] double hoursLeft(const registry::Job& job, const std::vector<CardsAt>& placements,
                                   TimeNs from) const;
    [[nodiscard]] double hourly_cny(const CardsAt& at, const std::string& chipClass) const;
    [[nodiscard]] Judged<> findWorld();
    [[nodiscard]] ReachLook& look();

    const Ground& m_ground;
    const Edits& m_edits;
    Names m_names;
    WorldPtr m_world;
    std::unique_ptr<ArcPicture> m_picture;
    std::unique_ptr<ReachLook> m_look;
};

} // namespace twin::scenario
