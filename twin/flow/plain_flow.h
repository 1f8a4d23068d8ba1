#pragma once

#include "twin/flow/flow_file.h"
#include "twin/support/result.h"

#include <span>

namespace twin::flow {

/// Whether flows can be written as a plain instance. Errors: Unsupported, naming the first flow that cannot
/// by its id, and what of it an instance does not have: it is steady, or its weight, priority or rate cap.
[[nodiscard]] Result<> checkPlain(std::span<const FlowRequest> flows);

} // namespace twin::flow
