#pragma once

#include "app/ctl/command.h"
#include "twin/support/result.h"

#include <nlohmann/json.hpp>

#include <string>

namespace app::ctl {

/// What a store has besides its journal. Errors: those of opening a reader.
[[nodiscard]] twin::Result<nlohmann::ordered_json> describeHistory(const std::string& path);

int checkStore(const Args& args);
int compactStore(const Args& args);
int repairStore(const Args& args);

} // namespace app::ctl
