#pragma once

#include "twin/proto/telemetry.pb.h"

#include <cstdint>

namespace twin::ingest {

/// True for the frames that carry a sequence: Define, Retire, Batch and Event.
[[nodiscard]] bool isSequenced(const suanwang::telemetry::v1::Frame& frame);

/// Numbers `frame`. Precondition: isSequenced(frame).
void setSequence(suanwang::telemetry::v1::Frame& frame, std::uint64_t sequence);

} // namespace twin::ingest
