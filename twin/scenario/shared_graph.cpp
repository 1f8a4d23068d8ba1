#include "twin/scenario/shared_graph.h"

#include <mutex>
#include <unordered_map>

namespace twin::scenario {

namespace {

struct Known
{
    std::weak_ptr<const registry::Registry> registry; ///< another one may stand at the same address later
    std::weak_ptr<const network::Graph> graph;
};

} // namespace

std::shared_ptr<const network::Graph> sharedGraph(const registry::RegistryPtr& registry)
{
    static std::mutex mutex;
    static std::unordered_map<const registry::Registry*, Known> all;
    const std::lock_guard lock(mutex);
    std::erase_if(all, [](const auto& entry) {
        return entry.second.registry.expired() || entry.second.graph.expired();
    });
    if (const auto found = all.find(registry.get()); found != all.end()) {
        if (auto graph = found->second.graph.lock()) {
            return graph;
        }
    }
    auto graph = std::make_shared<const network::Graph>(network::Graph::build(*registry));
    all[registry.get()] = {registry, graph};
    return graph;
}

} // namespace twin::scenario
