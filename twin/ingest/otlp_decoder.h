#pragma once

#include "twin/ingest/foreign_series.h"
#include "twin/support/result.h"

#include <cstdint>
#include <string_view>

namespace twin::ingest {

/// Reads the body of an OTLP metrics export (ExportMetricsServiceRequest of opentelemetry-proto 1.3,
/// twin/proto/otlp_metrics.proto) and gives every data point to `out`. Attributes of resource, scope and
/// point become labels, the nearest winning; a histogram or summary NAME becomes NAME_count, NAME_sum and
/// NAME_mean (sum over count of that point). Returns the number of data points. All or nothing: bytes that
/// are no such message give nothing. Errors: BadInput.
[[nodiscard]] Result<std::uint64_t> decodeOtlpMetrics(std::string_view body, SeriesSink& out);

} // namespace twin::ingest
