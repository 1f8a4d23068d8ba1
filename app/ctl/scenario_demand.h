#pragma once

#include "app/ctl/command.h"
#include "twin/scenario/document.h"
#include "twin/support/result.h"

#include <vector>

namespace app::ctl {

/// `--demand` with all that a scenario file's `demand` takes.
[[nodiscard]] std::vector<OptionSpec> demandOptions();

/// Whose traffic the options mean. Errors: BadInput, as a file with the same would be refused.
[[nodiscard]] twin::Result<> readDemand(const Args& args, twin::scenario::Document& out);

} // namespace app::ctl
