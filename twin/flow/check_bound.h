#pragma once

#include "twin/flow/engineering.h"

namespace twin::flow {

/// The part of checkEngineering() that is about bounds: what the stated prices prove, with cheapest paths
/// found anew, is at least as much as stated. Errors: Internal.
[[nodiscard]] Result<> checkBound(const network::Graph& graph, std::span<const network::NodeDemand> demands,
                                  const EngineeringOptions& options, const Engineering& answer);

} // namespace twin::flow
