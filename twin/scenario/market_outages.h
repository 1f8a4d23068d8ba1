#pragma once

#include "twin/compute/settlement.h"
#include "twin/network/graph.h"
#include "twin/scenario/document.h"
#include "twin/scenario/ground.h"
#include "twin/support/result.h"

#include <atomic>
#include <vector>

namespace twin::scenario {

/// What a scenario takes from contracts that begin with it.
struct MarketOutages
{
    std::vector<compute::PoolOutage> pools; ///< down, drained or removed
    std::vector<compute::ArcOutage> arcs;   ///< down: by what failed itself, or what they run through
};

/// Stretches of time in which pools and arcs are out while a scenario goes on, in hours from its beginning:
/// its steady state at every moment at which a command begins, ends or goes on. What is out from the
/// beginning on counts too.
/// @param graph whose arcs are meant; what it does not know (a scenario may add links) is left out
/// Errors: Invalid of a command that cannot be done; Cancelled; those of evaluate(). Cost: a steady state a
/// moment.
[[nodiscard]] Result<MarketOutages> marketOutages(const Ground& ground, const Document& document,
                                                  const network::Graph& graph, double hours,
                                                  const std::atomic<bool>* cancelled = nullptr);

} // namespace twin::scenario
