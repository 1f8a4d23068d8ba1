#pragma once

#include "twin/ingest/foreign_series.h"
#include "twin/support/result.h"

#include <cstdint>
#include <string_view>

namespace twin::ingest {

/// Reads an uncompressed WriteRequest of Prometheus remote-write 1.0 (twin/proto/remote_write.proto) and
/// gives its samples to `out`; the metric's name is the label `__name__`. A stale marker becomes a missing
/// value. Native histograms are refused by name. Returns the number of samples. All or nothing: bytes that
/// are no such message give nothing. Errors: BadInput.
[[nodiscard]] Result<std::uint64_t> decodeRemoteWrite(std::string_view body, SeriesSink& out);

} // namespace twin::ingest
