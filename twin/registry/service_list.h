#pragma once

#include "twin/registry/registry.h"

#include <optional>
#include <string>
#include <vector>

namespace twin::registry {

/// Identifiers of the services a registry lists, sorted; a Registry in memory does not hold them, so they are
/// read out of its canonical bytes. Nothing: it was not made of a snapshot, so nobody knows.
/// Cost: parses the whole registry (some 10 ms of a nation).
[[nodiscard]] std::optional<std::vector<std::string>> serviceIds(const Registry& registry);

} // namespace twin::registry
