#pragma once

#include "models/planner/plan_ground.h"

#include <string>

namespace app::console {

/// Reads what links carried from a store (`location` as --store takes it), each time over a connection of its
/// own. Its errors: those of PastReader::open and readDemandHistory, naming the store without its passwords.
[[nodiscard]] models::DemandHistoryReader pastTraffic(const std::string& location);

} // namespace app::console
