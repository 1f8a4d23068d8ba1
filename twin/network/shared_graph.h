#pragma once

#include "twin/network/graph.h"
#include "twin/registry/registry.h"

#include <memory>

namespace twin::network {

/// The network of a registry: one while somebody holds it and the registry, however many ask. Any thread; who
/// asks first builds it, the others wait. Precondition: not null.
[[nodiscard]] std::shared_ptr<const Graph> sharedGraph(const registry::RegistryPtr& registry);

} // namespace twin::network
