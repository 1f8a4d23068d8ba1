#include "twin/flow/background_model.h"

#include "twin/network/shared_graph.h"
#include "twin/support/shared_while_held.h"

#include <algorithm>
#include <array>
#include <utility>

namespace twin::flow {

std::shared_ptr<const BackgroundModel>
BackgroundModel::of(const registry::RegistryPtr& registry,
                    const std::shared_ptr<const registry::Workload>& workload, network::PathCost cost)
{
    constexpr std::size_t kCosts = 3;
    static std::array<SharedWhileHeld<BackgroundModel, registry::Registry, registry::Workload>, kCosts> all;
    return all.at(static_cast<std::size_t>(cost)).of(registry, workload, [&] {
        return std::make_shared<const BackgroundModel>(registry, *workload, cost);
    });
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
