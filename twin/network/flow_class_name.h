#pragma once

#include "twin/registry/workload.h"

#include <string_view>

namespace twin::network {

/// `elephant`, `mice`, `rdma`, `tcp`; `flow` when it is not said.
[[nodiscard]] std::string_view flowClassName(registry::FlowClass flowClass);

} // namespace twin::network
