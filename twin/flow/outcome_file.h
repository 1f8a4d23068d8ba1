#pragma once

#include "twin/flow/fluid_instance.h"
#include "twin/flow/network_simulation.h"

#include <span>
#include <string>

namespace twin::flow {

/// The outcome CSV, `id,start_s,finish_s,mean_bps,path`, a flow a line in the order of the input. Numbers
/// read back exactly; finish_s is empty for flows that had not finished, path for flows that never had one.
/// Arcs without a name (inside a place) are left out of paths.
[[nodiscard]] std::string outcomeText(const network::Graph& graph, std::span<const FlowRequest> flows,
                                      const SimulationResult& result);

/// The same for a plain instance: flows and links by their numbers.
[[nodiscard]] std::string outcomeText(const FluidInstance& instance, const FluidOutcome& outcome);

} // namespace twin::flow
