#pragma once

#include "twin/registry/snapshot_file.h"

#include <string>

/// Internal to twin/registry: the deterministic bytes that hashes and saved states are made of.
namespace twin::registry {

/// Entities in the order of their identifiers (byte order; equal ones keep theirs). Hash and format are left
/// alone.
void sortById(pb::Registry& registry);
void sortById(pb::Workload& workload);
[[nodiscard]] bool isSortedById(const pb::Registry& registry);
[[nodiscard]] bool isSortedById(const pb::Workload& workload);

/// Serialised field by field in number order, the same bytes for equal messages.
[[nodiscard]] std::string deterministicBytes(const pb::Registry& registry);
[[nodiscard]] std::string deterministicBytes(const pb::Workload& workload);

} // namespace twin::registry
