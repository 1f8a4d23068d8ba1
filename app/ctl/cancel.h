#pragma once

#include <atomic>

namespace app::ctl {

/// Set when SIGINT or SIGTERM came: computing that is given this ends soon, with the error Cancelled (exit
/// code 4). The first call begins to listen; a second signal ends the program at once.
[[nodiscard]] const std::atomic<bool>* cancelFlag();

} // namespace app::ctl
