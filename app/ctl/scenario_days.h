#pragma once

#include "app/ctl/command.h"

#include <vector>

namespace app::ctl {

/// `scenario days`: random-failure days on a base under a scenario's commands, for the availability of jobs.
[[nodiscard]] std::vector<OptionSpec> daysOptions();
[[nodiscard]] int simulateDays(const Args& args);

} // namespace app::ctl
