#pragma once

#include "twin/generate/faults.h"
#include "twin/generate/feed_producer.h"

#include <functional>

namespace twin::generate {

/// Alarms (of the types in twin/alarm/alarm_types.h) that follow from a change: one per link of a cut conduit
/// (the conduit is the root cause and the qualifier), one for a pool or optical channel. What falls silent
/// raises none. `event` gives the next frame's event to fill.
void raiseAlarms(const registry::Registry& registry, const FaultChange& change,
                 const std::function<wire::Event&()>& event);

} // namespace twin::generate
