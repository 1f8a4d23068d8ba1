#pragma once

#include "twin/compute/placement_request.h"
#include "twin/registry/registry.h"
#include "twin/registry/workload.h"
#include "twin/support/units.h"

#include <span>
#include <string>

/// What a job of the twin asks for, said as a jobs file would: the one way from a registration to a placement
/// request, for all who place jobs that are registered.
namespace twin::compute {

/// Between the pools of training across centres, where nobody says how much; assumed.
inline constexpr double kAssumedGbps = 100;

/// A flow that bears a job's identifier.
struct FlowOfJob
{
    std::string src;  ///< pool or site
    double bytes = 0; ///< 0 = steady
    double asked_bps = 0;
};

struct RequestTimes
{
    TimeNs now = 0;    ///< nothing starts earlier
    TimeNs origin = 0; ///< second 0 of the request
};

/// Its registered limits are asked for as they are. What its registration does not say is taken so: hours
/// from the tokens at 40 % of the peak of the chip class, else from start to expected end, else 1; training
/// across pools over two, at the rate its flows ask for, else kAssumedGbps; data from where it is registered,
/// else from the flow that brings it. A job that names a chip class and cards gets these; else its FLOPS say
/// how many cards it takes. The latency class is counted from the users (the flow without an end that leads
/// to an inference service), or else from the data; where neither is known, the pool's service level must
/// promise it.
/// @param flows those that bear its identifier, in their order
[[nodiscard]] PlacementRequest requestOf(const registry::Job& job, std::span<const FlowOfJob> flows,
                                         const registry::Registry& registry, RequestTimes times);

/// Cards that a request takes where its chip class is: its cards, or those its FLOPS need by the first pool
/// that has the class. 0: none, or nobody has it.
[[nodiscard]] std::uint32_t cardsOf(const PlacementRequest& request, const registry::Registry& registry);

} // namespace twin::compute
