#pragma once

#include "twin/scenario/situation.h"
#include "twin/support/result.h"

#include <atomic>
#include <cstdint>

namespace twin::scenario {

struct OptimumOptions
{
    double gap = 0.01; ///< relative, between value and bound
    unsigned threads = 1;
    const std::atomic<bool>* cancelled = nullptr;
};

/// How well the network of a situation could carry what is asked of it: all demands over as many paths as it
/// takes, so that the fullest link is as empty as it can be. What is left to gain by engineering before a
/// link is built.
struct Optimum
{
    double mlu = 0;       ///< utilisation of the fullest link under the best routing that was found
    double bound_mlu = 0; ///< proven: no routing does with less
    double gap = 0;       ///< relative, between the two
    bool gapReached = true;
    std::uint32_t disconnected = 0; ///< demands without a way: left out
};

/// Of what is asked, not of what is served: over 1 it cannot all be carried. Same bits on any number of
/// threads. Errors: BadInput (gap), Invalid (no demand has a way), Cancelled.
[[nodiscard]] Result<Optimum> optimumOf(const Ground& ground, const Situation& situation,
                                        const OptimumOptions& options = {});

} // namespace twin::scenario
