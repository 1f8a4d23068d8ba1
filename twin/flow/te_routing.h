#pragma once

#include "twin/flow/te_paths.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace twin::flow {

/// Paths with their flows, by commodity, packed: what a solver answers with.
struct TeRouting
{
    std::vector<std::uint32_t> firstPath{0}; ///< by commodity, and one more
    std::vector<double> flow;                ///< by path, units
    std::vector<std::uint32_t> firstArc{0};  ///< by path, and one more
    std::vector<std::uint32_t> arcs;

    [[nodiscard]] std::size_t pathCount() const { return flow.size(); }

    [[nodiscard]] std::span<const std::uint32_t> arcsOf(std::size_t path) const
    {
        return {arcs.data() + firstArc[path], firstArc[path + 1] - firstArc[path]};
    }

    /// Ends the path whose arcs were put at the end of `arcs`.
    void endPath(double units)
    {
        flow.push_back(units);
        firstArc.push_back(static_cast<std::uint32_t>(arcs.size()));
    }

    void endCommodity() { firstPath.push_back(static_cast<std::uint32_t>(flow.size())); }
};

/// The routes of `paths` that carry something; arcs renumbered by `origin` when it is not empty.
/// @param skip an arc whose routes are left out (the way of turning traffic away)
[[nodiscard]] TeRouting routingOf(const TePaths& paths, std::span<const std::uint32_t> origin = {},
                                  std::uint32_t skip = TePaths::kEnd);

} // namespace twin::flow
