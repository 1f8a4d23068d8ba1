#include "twin/network/shared_graph.h"

#include "twin/support/shared_while_held.h"

namespace twin::network {

std::shared_ptr<const Graph> sharedGraph(const registry::RegistryPtr& registry)
{
    static SharedWhileHeld<Graph, registry::Registry> all;
    return all.of(registry, [&] { return std::make_shared<const Graph>(Graph::build(*registry)); });
}

} // namespace twin::network
