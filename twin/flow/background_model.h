#pragma once

#include "twin/flow/background.h"
#include "twin/network/graph.h"
#include "twin/network/shortest_paths.h"
#include "twin/registry/registry.h"
#include "twin/registry/workload.h"
#include "twin/support/result.h"

#include <atomic>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

namespace twin::flow {

/// The background demands of a workload on the network of its registry, and how they are routed while this or
/// that is out of service. The residuals of every snapshot and each fork of a moment ask for the same, so it
/// is made once for all who hold it. Any thread.
class BackgroundModel
{
  public:
    /// Routings remembered, the latest asked for: the network as it is, whole, and on its way between them.
    static constexpr std::size_t kMostKept = 4;

    /// One for the same registry, workload and cost while somebody holds it. Preconditions: neither is null.
    [[nodiscard]] static std::shared_ptr<const BackgroundModel>
    of(const registry::RegistryPtr& registry, const std::shared_ptr<const registry::Workload>& workload,
       network::PathCost cost = network::PathCost::Delay);

    BackgroundModel(const registry::RegistryPtr& registry, const registry::Workload& workload,
                    network::PathCost cost);

    [[nodiscard]] const std::shared_ptr<const network::Graph>& graph() const { return m_graph; }

    [[nodiscard]] const std::vector<std::int64_t>& arcCost() const { return m_arcCost; }

    [[nodiscard]] const Background& background() const { return m_background; }

    /// @param failed by arc, non-zero = out of service; empty = none. Errors: those of routeBackground, which
    /// are not remembered.
    [[nodiscard]] Result<std::shared_ptr<const RoutedBackground>>
    routed(std::span<const std::uint8_t> failed, unsigned threads = 1,
           const std::atomic<bool>* cancelled = nullptr) const;

  private:
    struct Kept
    {
        std::vector<std::uint8_t> failed;
        std::shared_ptr<const RoutedBackground> routed;
    };

    [[nodiscard]] std::shared_ptr<const RoutedBackground> known(std::span<const std::uint8_t> failed) const;

    std::shared_ptr<const network::Graph> m_graph;
    std::vector<std::int64_t> m_arcCost;
    Background m_background;
    mutable std::mutex m_mutex;
    mutable std::deque<Kept> m_kept; ///< the latest asked for first
};

} // namespace twin::flow
