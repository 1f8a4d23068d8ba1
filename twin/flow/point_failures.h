#pragma once

#include "twin/flow/event_file.h"

#include <vector>

namespace twin::flow {

/// Turns failures of single arcs (`fail` of kind `arc`: those of interconnection points) into what a
/// simulation knows of arcs: no capacity from the failure until its repair, or until a `restore` of the arc,
/// and then what degradations leave. Failures that overlap last until the last one is over. Other events
/// stay, in their order.
/// @param repair_s until the repair, where a failure does not say
[[nodiscard]] std::vector<NetworkEvent> withoutArcFailures(std::vector<NetworkEvent> events, double repair_s);

} // namespace twin::flow
