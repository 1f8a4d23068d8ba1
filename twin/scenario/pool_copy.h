#pragma once

#include "twin/registry/snapshot_file.h"
#include "twin/scenario/command.h"
#include "twin/support/result.h"

namespace suanwang::registry::v1 {
class Pool;
} // namespace suanwang::registry::v1

namespace twin::scenario {

/// Adds a pool like another one with its access links and ducts, named after it. Errors: Invalid (the
/// identifier is none of a pool, or of another province).
[[nodiscard]] Result<> copyPool(registry::pb::Registry& registry, const AddPool& command);

/// Cards (each class at least one), servers, FLOPS, power and storage in proportion.
void scalePool(registry::pb::Pool& pool, double factor);

/// The identifier of the copy's `id` of `pool`: `L.POOL/1` becomes `L.NEW/1`.
[[nodiscard]] std::string renamed(const std::string& id, const std::string& pool, const std::string& copy);

} // namespace twin::scenario
