#pragma once

#include "twin/registry/registry.h"
#include "twin/registry/workload.h"
#include "twin/scenario/edits.h"
#include "twin/scenario/situation.h"

#include <cstdint>
#include <string>
#include <vector>

/// Single cards that have failed under jobs (Fail of TargetKind::Card).
namespace twin::scenario {

/// From a card's failure until its job computes again: found, replaced, loaded (as `efficiency` assumes).
inline constexpr double kCardRestart_s = 600;

/// Part of the cards of one of its places that a job has, those that took a failed one's place among them:
/// 0 to 1.
[[nodiscard]] double workingShare(const Edits& edits, const registry::Job& job,
                                  const registry::PlacedCards& placed);

/// The place in which most of its cards work: there the next one fails. Null: none works.
[[nodiscard]] const registry::PlacedCards* mostWorking(const Edits& edits, const registry::Job& job);

/// Cards and FLOPS of one failed card after the other that the network cannot use, whoever took its place.
struct StrandedCards
{
    std::size_t pool = 0; ///< by number of the registry
    std::uint32_t cards = 0;
    GflopsByPrecision perCard;
};

/// By job and pool; without those of pools that are not there.
[[nodiscard]] std::vector<StrandedCards> strandedCards(const Ground& ground, const Edits& edits,
                                                       const registry::Registry& registry);

/// Takes them from what can be used of pools that are up and within reach.
void strandFailedCards(const std::vector<StrandedCards>& failed, std::vector<PoolSituation>& pools);

/// The job has left the pools that are not among these: what failed under it there is as one card less each
/// for everybody else.
/// @param placements where it is now; empty: nowhere
void leaveFailedCards(Edits& edits, const std::string& job, const std::vector<CardsAt>& placements);

/// Cards that jobs hold, and with them those out that no job holds: the free ones that took the place of
/// failed ones, and what failed under a job that has left since. Those are there for nobody.
[[nodiscard]] CardsTaken withSpares(const Ground& ground, const Edits& edits, CardsTaken held);
/// The same of one pool's alone.
void addSpares(const Ground& ground, const Edits& edits, const std::string& pool, CardsTaken& taken);

} // namespace twin::scenario
