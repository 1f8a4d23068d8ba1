#pragma once

#include "twin/support/units.h"

#include <cstdint>

namespace twin::state {

enum class TimeMode : std::uint8_t { Live, Fixed, Replay };

struct TimeRange
{
    TimeNs begin = 0;
    TimeNs end = 0;

    [[nodiscard]] bool isEmpty() const { return end <= begin; }

    friend bool operator==(const TimeRange&, const TimeRange&) = default;
};

/// The one time of the whole console. Live follows the newest snapshot; Fixed stands at `time`; Replay moves
/// it.
struct TimeCursor
{
    TimeMode mode = TimeMode::Live;
    TimeNs time = 0; ///< ignored when Live

    friend bool operator==(const TimeCursor&, const TimeCursor&) = default;
};

} // namespace twin::state
