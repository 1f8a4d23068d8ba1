#include "twin/network/shared_graph.h"

#include <mutex>
#include <unordered_map>

namespace twin::network {

namespace {

struct Known
{
    std::weak_ptr<const registry::Registry> registry; ///< another one may stand at the same address later
    std::weak_ptr<const Graph> graph;
};

} // namespace

std::shared_ptr<const Graph> sharedGraph(const registry::RegistryPtr& registry)
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
    auto graph = std::make_shared<const Graph>(Graph::build(*registry));
    all[registry.get()] = {registry, graph};
    return graph;
}

} // namespace twin::network
