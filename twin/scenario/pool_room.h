#pragma once

#include "twin/registry/registry.h"
#include "twin/scenario/edits.h"

#include <cstdint>
#include <map>
#include <string>
#include <utility>

namespace twin::scenario {

/// Pools that were made smaller than what jobs hold in them: no more cards work than there are. Each job
/// there goes on with the same part of its cards, as in a pool that is degraded to that part.
class PoolRoom
{
  public:
    PoolRoom() = default;
    /// @param held by jobs
    PoolRoom(const registry::Registry& registry, const Edits& edits, const CardsTaken& held);

    /// Of the cards of a job that asks for a class (empty: any), the part that is still there.
    [[nodiscard]] double share(std::size_t pool, const std::string& chipClass) const;

    friend bool operator==(const PoolRoom&, const PoolRoom&) = default;

  private:
    void look(std::uint32_t number, const registry::Pool& pool, const Edits& edits, const CardsTaken& held);

    std::map<std::pair<std::uint32_t, std::string>, double> m_shares; ///< by pool and class; below 1
};

} // namespace twin::scenario
