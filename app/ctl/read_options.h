#pragma once

#include "app/ctl/command.h"
#include "twin/network/network_file.h"

#include <vector>

/// What stands in for what a network file leaves out, as options of a command.
namespace app::ctl {

/// `--default-capacity-bps`, `--default-delay-ms`, `--route-factor`, `--us-per-km`, `--sndlib-…`.
[[nodiscard]] std::vector<OptionSpec> readOptions();

[[nodiscard]] twin::network::ReadOptions readOptionsOf(const Args& args);

} // namespace app::ctl
