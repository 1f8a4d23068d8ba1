#pragma once

#include "twin/scenario/command.h"
#include "twin/scenario/ground.h"
#include "twin/scenario/situation.h"

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace twin::scenario {

/// Who shows an operator what, at a ground's moment: of every link and pool, the sources of telemetry that
/// its values which are not stale came from. A value names its source by the run of it (its epoch), so one of
/// an earlier run is nobody's, unless the ground knows a single source; where two sources have the same epoch
/// it is either's. A ground without a snapshot shows nothing.
class Sight
{
  public:
    /// Cost: O(links · metrics + pools · metrics).
    explicit Sight(const Ground& ground);

    /// What was seen and is not without these sources: links and pools all of whose values came from them; a
    /// conduit when that is so of every link in it that was seen. Without what was removed.
    [[nodiscard]] Unseen without(const std::set<std::string>& sources,
                                 const std::set<Target>& removed = {}) const;

  private:
    using Feeds = std::vector<std::uint32_t>; ///< sources by number, ascending

    [[nodiscard]] Feeds feedsOf(const state::Snapshot& snapshot, EntityRef entity) const;

    const registry::Registry* m_registry;
    std::vector<std::string> m_names;                               ///< of sources
    std::vector<std::pair<std::uint64_t, std::uint32_t>> m_byEpoch; ///< ascending
    std::vector<Feeds> m_links;
    std::vector<Feeds> m_pools;
};

/// What the sources that have failed under edits take from sight.
struct LostSight
{
    std::vector<LostSource> sources; ///< each by itself; by name
    Unseen all;                      ///< all of them together
};

[[nodiscard]] LostSight lostSight(const Ground& ground, const Edits& edits);

} // namespace twin::scenario
