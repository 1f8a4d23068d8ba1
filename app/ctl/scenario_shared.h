#pragma once

#include "app/ctl/command.h"

#include <vector>

namespace app::ctl {

// Scenarios that all seats of a store share: `scenario keep`, `kept`, `fetch` and `forget`.
[[nodiscard]] std::vector<Command> sharedScenarioCommands();

} // namespace app::ctl
