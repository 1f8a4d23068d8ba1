#pragma once

#include "twin/support/error.h"

namespace app::console {

/// Exit codes of `suanwang` (docs/command-line.md).
enum ExitCode : int { kDone = 0, kBadInput = 2, kInputOutput = 3 };

[[nodiscard]] constexpr ExitCode exitCodeOf(twin::ErrorCode code)
{
    return code == twin::ErrorCode::Io || code == twin::ErrorCode::NotFound ? kInputOutput : kBadInput;
}

} // namespace app::console
