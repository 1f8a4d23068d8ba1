#pragma once

#include "twin/scenario/document.h"
#include "twin/scenario/ground.h"
#include "twin/support/result.h"

#include <string>

namespace app::ctl {

/// Whether every command of a scenario can be done when it begins, on those before it (what `scenario check`
/// says), whatever is in force at the moment that is looked at. Errors: Invalid, of the first in the list
/// that cannot, with the file, its place, and how many more there are.
[[nodiscard]] twin::Result<> needPossible(const twin::scenario::Ground& ground,
                                          const twin::scenario::Document& document, const std::string& file);

} // namespace app::ctl
