#pragma once

#include "app/transport/bus_status.h"

#include <nlohmann/json_fwd.hpp>

#include <vector>

namespace app::ctl {

/// `buses` of `serve --json` (docs/bus.md lists the fields).
[[nodiscard]] nlohmann::ordered_json busesJson(const std::vector<transport::BusStatus>& buses);

} // namespace app::ctl
