#pragma once

#include "twin/generate/faults.h"
#include "twin/generate/feed_producer.h"

#include <functional>

namespace twin::generate {

// RFC 8632 alarm types a feed raises.
inline constexpr const char* kAlarmLossOfLight = "link.loss-of-light";
inline constexpr const char* kAlarmCooling = "pool.cooling-failure";
inline constexpr const char* kAlarmPower = "pool.power-loss";
inline constexpr const char* kAlarmCards = "pool.card-failure";
inline constexpr const char* kAlarmOptics = "optical.degraded";

/// Alarms that follow from a change: one per link of a cut conduit (the conduit is the root cause and the
/// qualifier), one for a pool or optical channel. What falls silent raises none. `event` gives the next
/// frame's event to fill.
void raiseAlarms(const registry::Registry& registry, const FaultChange& change,
                 const std::function<wire::Event&()>& event);

} // namespace twin::generate
