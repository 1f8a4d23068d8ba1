#pragma once

namespace app::console {

/// Prints `{"milestone": "…", "ms": …}` to standard error when SUANWANG_TIMING is set in the environment;
/// times are from the process's start. Any thread.
void reachMilestone(const char* name);

} // namespace app::console
