#pragma once

#include "twin/flow/ecmp_base.h"
#include "twin/flow/ecmp_update.h"

#include <atomic>
#include <cstddef>
#include <functional>
#include <span>

namespace twin::flow {

/// How a scenario routes to each destination, as far as the sweep knows it from what failures do alone. Holds
/// while the sink is called.
class ScenarioRoutes
{
  public:
    virtual ~ScenarioRoutes() = default;

    /// False if the failures change the load of none of the arcs asked for (a byte an arc, non-zero) by their
    /// traffic to this destination; true if they may.
    [[nodiscard]] virtual bool mayChange(std::size_t destination,
                                         std::span<const std::uint8_t> isAsked) const = 0;
    /// Brings the destination's state, loaded in `update` with the failures' arcs marked, to what it is in
    /// the scenario, as far as it has traffic. False if that is not known; the state is then loaded, or
    /// nearly so.
    [[nodiscard]] virtual bool bring(std::size_t destination, EcmpUpdate& update) const = 0;
};

/// A scenario as the sweep comes to it.
struct ScenarioLoads
{
    std::size_t number = 0;
    std::span<Amount> loads; ///< in units, by arc; may be changed, they are not looked at again
    Loss loss;
    const ScenarioRoutes* routes = nullptr; ///< null = nothing known
};

/// Called once for every scenario, by any of the threads, in any order.
using ScenarioSink = std::function<void(const ScenarioLoads& scenario, unsigned worker)>;

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
