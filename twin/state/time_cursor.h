#pragma once

#include "twin/support/units.h"

#include <cstdint>

namespace twin::state {

enum class TimeMode : std::uint8_t { Live, Fixed, Replay };

/// The one time of the whole console. Live follows the newest snapshot; Fixed stands at `time`; Replay (a
/// later issue's player) moves it.
struct TimeCursor
{
    TimeMode mode = TimeMode::Live;
    TimeNs time = 0; ///< ignored when Live

    friend bool operator==(const TimeCursor&, const TimeCursor&) = default;
};

} // namespace twin::state
