#pragma once

#include "twin/state/sample_batch.h"
#include "twin/support/result.h"

#include <optional>
#include <string_view>

namespace suanwang::telemetry::v1 {
class Event;
}

namespace twin::ingest {

/// The change an Event asks of the twin; none for a note, which is kept in the journal only. One function per
/// kind of event. Errors: BadInput (no body, no identifier, unknown number of an enumeration, text not
/// UTF-8), TooLarge.
[[nodiscard]] Result<std::optional<state::TwinEvent>> decodeEvent(const suanwang::telemetry::v1::Event& event,
                                                                  std::string_view sourceName);

} // namespace twin::ingest
