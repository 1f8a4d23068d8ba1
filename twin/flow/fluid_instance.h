#pragma once

#include "twin/flow/share_problem.h"
#include "twin/support/result.h"

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace twin::flow {

/// A fluid simulation with nothing but links and flows on given paths. Columns by flow.
struct FluidInstance
{
    ShareProblem shares;
    std::vector<double> bytes;   ///< >= 0, or kSteady_bytes
    std::vector<double> start_s; ///< >= 0
};

struct FluidOutcome
{
    std::vector<double> finish_s;   ///< infinite for flows that never end
    std::vector<double> sent_bytes; ///< until `end_s`
    double end_s = 0;               ///< time of the last event
    std::uint64_t events = 0;       ///< moments at which rates changed
    std::uint64_t repairs = 0;      ///< keepers looked at, see Bottlenecks
};

/// Runs the flows to the end: until nothing more starts or finishes. Errors: Cancelled, when `cancelled` was
/// set by another thread.
/// Cost: for each event what it changes (FairShares::update); memory O(links + flows + links of all paths).
[[nodiscard]] Result<FluidOutcome> simulateInstance(const FluidInstance& instance,
                                                    const std::atomic<bool>* cancelled = nullptr);

} // namespace twin::flow
