#pragma once

#include "twin/support/metrics.h"

namespace twin {

/// Step in which instruments usually report a metric (`resolution` of resources/metrics.json); 0 = exact. A
/// power of ten below 1. Precondition: `metric` is one of `allMetrics()`.
[[nodiscard]] double resolutionOf(const MetricInfo& metric);

/// `value` as an instrument of this resolution shows it: the double nearest to that decimal.
[[nodiscard]] double asReported(double value, double resolution);

} // namespace twin
