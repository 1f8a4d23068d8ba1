#pragma once

#include "twin/flow/flow_file.h"
#include "twin/network/network.h"

#include <vector>

namespace twin::flow {

/// The flows of a network's workload as requests: routed (given paths are not kept), their requested rate as
/// cap, starts counted from the earliest one. Flows between unknown places, or from a place to itself, are
/// left out. None without a workload.
[[nodiscard]] std::vector<FlowRequest> workloadFlows(const network::Network& network);

} // namespace twin::flow
