#pragma once

#include "twin/flow/ecmp_base.h"

#include <atomic>
#include <cstddef>
#include <functional>
#include <span>

namespace twin::flow {

/// Called once for every scenario with its loads in units, by arc, and what it loses; by any of the threads,
/// in any order. The loads may be changed, they are not looked at again.
using ScenarioSink =
    std::function<void(std::size_t scenario, std::span<Amount> loads, const Loss& loss, unsigned worker)>;

/// ECMP loads under every single failure. Cost: what the failures touch. Memory: 16 scenarios' loads a
/// thread.
void sweepSingles(const EcmpBase& base, unsigned threads, const ScenarioSink& sink,
                  const std::atomic<bool>* cancelled = nullptr);

struct PairOptions
{
    unsigned threads = 1;
    std::size_t memoryBytes = std::size_t{512} << 20U; ///< of what is kept of single failures, about
    const std::atomic<bool>* cancelled = nullptr;
};

/// ECMP loads under every single failure and under every pair.
///
/// A pair starts from the base: the changes of both failures are added, destination by destination, and only
/// where the two meet (PairTest) the second is computed anew on top of the first.
void sweepPairs(const EcmpBase& base, const PairOptions& options, const ScenarioSink& sink);

} // namespace twin::flow
