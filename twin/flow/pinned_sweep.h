#pragma once

#include "twin/flow/ecmp_sweep.h"
#include "twin/flow/te_routing.h"

#include <atomic>
#include <span>
#include <vector>

namespace twin::flow {

/// Demands pinned to paths with splits, as engineering leaves them: what a sweep of an engineered network
/// starts from.
struct PinnedPaths
{
    struct Path
    {
        std::uint32_t source = 0;
        std::uint32_t destination = 0; ///< of the base, by number
        Amount amount = 0;
        std::uint32_t firstArc = 0;
        std::uint32_t arcs = 0;
    };

    std::vector<Path> paths; ///< by destination, then source, then as given
    std::vector<std::uint32_t> arcs;
    std::vector<std::uint32_t> firstOfArc; ///< paths over an arc: CSR
    std::vector<std::uint32_t> pathsOfArc;
    std::vector<Amount> loads; ///< by arc, nothing failed

    /// @param routing b/s, by demand; a demand without a path has none at all in the network
    PinnedPaths(const EcmpBase& base, std::span<const network::NodeDemand> demands, const TeRouting& routing);

    [[nodiscard]] std::span<const std::uint32_t> arcsOf(const Path& path) const
    {
        return {arcs.data() + path.firstArc, path.arcs};
    }
};

/// Loads under every single failure, and every pair if `order` is 2: what is on a path that fails goes by the
/// shortest paths that are left (ECMP), the rest stays where it is.
/// Cost: O(arcs) a scenario, and what the failed paths' destinations take to route anew.
void sweepPinned(const EcmpBase& base, const PinnedPaths& pinned, unsigned order, unsigned threads,
                 const ScenarioSink& sink, const std::atomic<bool>* cancelled = nullptr);

} // namespace twin::flow
