#pragma once

#include "twin/scenario/ground.h"
#include "twin/support/result.h"
#include "twin/support/units.h"

#include <cstdint>
#include <vector>

namespace twin::scenario {

/// What comes by itself in a run, beside a scenario's commands.
struct Arrivals
{
    std::vector<FlowFact> transfers; ///< each at its `begin`
    std::vector<JobPtr>
        jobs; ///< each at its `start`; one whose cards are not free waits; those that fit start in order
};

struct ArrivalOptions
{
    std::uint32_t transfers = 0; ///< up to 500,000
    std::uint32_t jobs = 0;      ///< up to 100,000
    std::uint64_t seed = 1;
};

/// Transfers and jobs as they might come within `horizon` from the ground's moment on, at uniform times, by
/// what the ground's own are like: a transfer has ends, rate, tenant and deadline (so long after its begin)
/// of one of those there are and a size of another (log-normal around it, at most what its rate carries in
/// its time); a job is like one that runs in a single pool, with 8 to 64 of its cards and 5 minutes to 6
/// hours of work; every second one waits for a transfer of its own. A pure function of its arguments. Errors:
/// BadInput (horizon, numbers), Invalid (nothing there to be like).
[[nodiscard]] Result<Arrivals> randomArrivals(const Ground& ground, TimeNs horizon,
                                              const ArrivalOptions& options);

} // namespace twin::scenario
