#pragma once

#include "app/ctl/command.h"
#include "twin/scenario/storm.h"

#include <vector>

namespace app::ctl {

/// `--scale` and `--only` of random failures.
[[nodiscard]] std::vector<OptionSpec> failureRateOptions();
[[nodiscard]] twin::scenario::StormRates failureRatesOf(const Args& args);

/// `scenario storm`: writes a scenario of random failures on a base.
[[nodiscard]] std::vector<OptionSpec> stormOptions();
[[nodiscard]] int writeStorm(const Args& args);

} // namespace app::ctl
