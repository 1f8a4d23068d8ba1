#include "twin/flow/background_model.h"

#include "twin/network/shared_graph.h"

#include <algorithm>
#include <utility>

namespace twin::flow {

namespace {

/// Addresses may be taken by others later: whoever stands there now must be the one that was meant.
struct Known
{
    std::weak_ptr<const registry::Registry> registry;
    std::weak_ptr<const registry::Workload> workload;
    network::PathCost cost;
    std::weak_ptr<const BackgroundModel> model;
};

} // namespace

std::shared_ptr<const BackgroundModel>
BackgroundModel::of(const registry::RegistryPtr& registry,
                    const std::shared_ptr<const registry::Workload>& workload, network::PathCost cost)
{
    static std::mutex mutex;
    static std::vector<Known> all;
    const std::lock_guard lock(mutex); // who asks first makes it, the others wait
    std::erase_if(all, [](const Known& one) { return one.model.expired(); });
    for (const Known& one : all) {
        if (one.registry.lock() == registry && one.workload.lock() == workload && one.cost == cost) {
            if (auto model = one.model.lock()) {
                return model;
            }
        }
    }
    auto model = std::make_shared<const BackgroundModel>(registry, *workload, cost);
    all.push_back({registry, workload, cost, model});
    return model;
}

BackgroundModel::BackgroundModel(const registry::RegistryPtr& registry, const registry::Workload& workload,
                                 network::PathCost cost)
    : m_graph(network::sharedGraph(registry))
    , m_arcCost(network::arcCosts(*m_graph, cost))
    , m_background(backgroundOf(*registry, workload, *m_graph))
{}

/// The routing kept for these failures, which is the latest asked for now; null.
std::shared_ptr<const RoutedBackground> BackgroundModel::known(std::span<const std::uint8_t> failed) const
{
    const std::lock_guard lock(m_mutex);
    const auto found =
        std::ranges::find_if(m_kept, [&](const Kept& one) { return std::ranges::equal(one.failed, failed); });
    if (found == m_kept.end()) {
        return nullptr;
    }
    std::rotate(m_kept.begin(), found, std::next(found));
    return m_kept.front().routed;
}

Result<std::shared_ptr<const RoutedBackground>>
BackgroundModel::routed(std::span<const std::uint8_t> failed, unsigned threads,
                        const std::atomic<bool>* cancelled) const
{
    if (auto kept = known(failed)) {
        return kept;
    }
    auto made = routeBackground(*m_graph, m_background, {m_arcCost, failed, threads, cancelled});
    if (!made) {
        return failure(made.error());
    }
    auto out = std::make_shared<const RoutedBackground>(std::move(*made));
    const std::lock_guard lock(m_mutex);
    m_kept.push_front({{failed.begin(), failed.end()}, out});
    if (m_kept.size() > kMostKept) {
        m_kept.pop_back();
    }
    return out;
}

} // namespace twin::flow
