#pragma once

#include "twin/flow/event_file.h"
#include "twin/flow/flow_file.h"
#include "twin/flow/fluid_instance.h"
#include "twin/flow/recovery.h"
#include "twin/network/network.h"
#include "twin/network/shortest_paths.h"
#include "twin/support/result.h"

#include <atomic>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

namespace twin::flow {

struct SimulationOptions
{
    RecoveryOptions recovery;
    network::PathCost cost = network::PathCost::Delay; ///< what routed flows take the shortest way in
    std::uint64_t seed = 1;                            ///< of the choice among equally short ways
    double until_s = std::numeric_limits<double>::infinity();
    /// Arcs down already, and routing knows: a byte an arc; empty = none. Nothing recovers them but a restore
    /// of the arc, or of the link, conduit or node it is of.
    std::span<const std::uint8_t> outOfService = {};
};

/// What became of a flow.
struct SimulatedFlow
{
    double finish_s = kNoLimit; ///< infinite: not finished at the end
    double sent_bytes = 0;
    double mean_bps = 0;             ///< from start to finish or end; the present rate if no time passed
    std::vector<std::uint32_t> path; ///< arcs, the last it had; empty when it never had one
};

struct SimulationResult
{
    std::vector<SimulatedFlow> flows; ///< in the order of the requests
    double end_s = 0;                 ///< time of the last event
    std::uint64_t finished = 0;
    std::uint64_t unrouted = 0; ///< flows that never had a path
    std::uint64_t reroutes = 0; ///< changes of path
    std::uint64_t events = 0;   ///< moments at which rates changed
    std::string stateHash;      ///< of finish times, bytes and paths
};

/// Runs flows through a network that fails and recovers (docs/engine.md has the model): until nothing happens
/// any more, or until_s. The same input gives the same bytes.
/// Errors: Cancelled, when `cancelled` was set by another thread.
/// Cost: for each event what it changes; for each reconvergence O(flows under way + distances to the
/// destinations they have).
[[nodiscard]] Result<SimulationResult> simulateNetwork(const network::Network& network,
                                                       std::span<const FlowRequest> flows,
                                                       std::span<const NetworkEvent> events,
                                                       const SimulationOptions& options = {},
                                                       const std::atomic<bool>* cancelled = nullptr);

/// The flows on the paths they have before any event, as a plain instance: arcs are its links, those out of
/// service with capacity 0. Errors: Invalid, for a flow without a way.
[[nodiscard]] Result<FluidInstance> instanceOf(const network::Network& network,
                                               std::span<const FlowRequest> flows,
                                               const SimulationOptions& options = {});

} // namespace twin::flow
