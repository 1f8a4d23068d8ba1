#pragma once

#include "twin/history/recording.h"

#include <nlohmann/json_fwd.hpp>

namespace app::ctl {

/// What a recording says of itself: stretch, frames, registries, chain, note (docs/recordings.md).
[[nodiscard]] nlohmann::ordered_json recordingJson(const twin::history::RecordingSummary& summary);

} // namespace app::ctl
