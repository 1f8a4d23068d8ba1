#pragma once

#include "models/planner/quick_commands.h"

#include <cstdint>
#include <string>
#include <vector>

namespace models {

/// A pool that can take a job.
struct PoolRoom
{
    EntityKey pool;
    std::uint32_t cards = 0; ///< of the chips the job wants, free with its own cards taken back
    double distance_m = 0;   ///< from where the job is, as the crow flies
};

/// A job, with its cards in a pool.
struct PlacedJob
{
    EntityKey job;
    std::uint32_t cards = 0;
};

/// Cards of a job in a pool, or of all its pools with an empty `pool`. 0 when there is none.
[[nodiscard]] std::uint32_t cardsOf(const std::string& job, const std::string& pool,
                                    const twin::scenario::Ground& ground, const twin::scenario::Edits& edits);

/// Pools that can take what a job has in `from` (empty: all of it), nearest first.
[[nodiscard]] std::vector<PoolRoom> poolsFor(const std::string& job, const std::string& from,
                                             const twin::scenario::Ground& ground,
                                             const twin::scenario::Edits& edits);

/// Jobs that hold cards in a pool, the most cards first.
[[nodiscard]] std::vector<PlacedJob> jobsIn(const std::string& pool, const twin::scenario::Ground& ground,
                                            const twin::scenario::Edits& edits);

/// Moves what a job has in `from` (empty: all of it) to a pool.
[[nodiscard]] QuickAnswer moveJob(const std::string& job, const std::string& from, const std::string& to,
                                  const twin::scenario::Ground& ground, const twin::scenario::Edits& edits);

} // namespace models
