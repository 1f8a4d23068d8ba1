#pragma once

#include "twin/registry/workload.h"

namespace twin::registry {

/// The moment a workload is a picture of: when the last of its flows and jobs starts. 0 = it has no times.
[[nodiscard]] TimeNs momentOf(const Workload& workload);

} // namespace twin::registry
