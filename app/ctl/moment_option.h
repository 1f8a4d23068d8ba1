#pragma once

#include "app/ctl/command.h"
#include "twin/support/result.h"
#include "twin/support/units.h"

#include <optional>
#include <string>

namespace app::ctl {

/// The moment an option names, as twin::parseMoment reads it; nothing when it is not given. Errors: BadInput,
/// naming the option.
[[nodiscard]] twin::Result<std::optional<twin::TimeNs>> momentOption(const Args& args,
                                                                     const std::string& name);

} // namespace app::ctl
