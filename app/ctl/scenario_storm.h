#pragma once

#include "app/ctl/command.h"

#include <vector>

namespace app::ctl {

/// `scenario storm`: writes a scenario of random failures on a base.
[[nodiscard]] std::vector<OptionSpec> stormOptions();
[[nodiscard]] int writeStorm(const Args& args);

} // namespace app::ctl
