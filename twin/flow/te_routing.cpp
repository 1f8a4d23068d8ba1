#include "twin/flow/te_routing.h"

namespace twin::flow {

TeRouting routingOf(const TePaths& paths, std::span<const std::uint32_t> origin, std::uint32_t skip)
{
    TeRouting out;
    for (std::size_t k = 0; k < paths.commodityCount(); ++k) {
        paths.forEach(k, [&](const TeRoute& route) {
            const auto arcs = paths.arcsOf(route);
            if (!(route.flow > 0) || (!arcs.empty() && arcs.front() == skip)) {
                return;
            }
            for (const std::uint32_t arc : arcs) {
                out.arcs.push_back(origin.empty() ? arc : origin[arc]);
            }
            out.endPath(route.flow);
        });
        out.endCommodity();
    }
    return out;
}

} // namespace twin::flow
