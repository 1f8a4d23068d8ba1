#pragma once

#include "app/ctl/command.h"
#include "app/transport/buses.h"

#include <vector>

namespace app::ctl {

/// Options of commands that read from a bus; `--tls-cert`, `--tls-key` and `--tls-ca` are the command's own.
[[nodiscard]] std::vector<OptionSpec> busOptions();
[[nodiscard]] transport::BusSettings busSettings(const Args& args);

} // namespace app::ctl
