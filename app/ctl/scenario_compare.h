#pragma once

#include "app/ctl/command.h"

#include <vector>

namespace app::ctl {

/// `scenario compare A.json B.json …`: the figures of several scenarios beside those with nothing done.
[[nodiscard]] std::vector<OptionSpec> compareOptions();
[[nodiscard]] int compareScenarios(const Args& args);

} // namespace app::ctl
