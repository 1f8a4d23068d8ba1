#pragma once

#include "app/ctl/command.h"

#include <vector>

namespace app::ctl {

/// `scenario incident`: writes a scenario of what failed in a stretch of a history.
[[nodiscard]] std::vector<OptionSpec> incidentOptions();
[[nodiscard]] int writeIncident(const Args& args);

} // namespace app::ctl
