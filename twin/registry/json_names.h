#pragma once

#include "twin/support/json_walk.h"

#include <span>
#include <string>
#include <string_view>

/// Internal to twin/registry: names and paths in a JSON snapshot.
namespace twin::registry {

/// Both spellings of a name become one: `capacity_bps` and `capacityBps`.
[[nodiscard]] std::string plainName(std::string_view name);

[[nodiscard]] bool isSameName(std::string_view a, std::string_view b);

/// `registry.links[1]`
[[nodiscard]] std::string pathText(std::span<const JsonStep> path);

} // namespace twin::registry
